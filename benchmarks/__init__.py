"""Speed and quality, measured beside other tools. Every module is a command; with `--json` it prints JSON.

Quality, on judged data that the project does not ship (a few minutes; texts are encoded once and kept):

    python -m benchmarks DATA                        both of the following, one after the other
    python -m benchmarks.retrieval_quality DATA      what ships beside BM25, dense search and plain rank fusion
    python -m benchmarks.annotation_quality DATA     the local annotator against labelled passages and documents

DATA is a folder, or the environment says it once: CRUXMAP_BENCH_DATA. What has to be in it stands in
`benchmarks.data`.

Speed, of whole processes; nothing else should run meanwhile:

    python -m benchmarks.cold PROJECT                --help, search and analyze from a cold start, and their memory
    python -m benchmarks.peer DATA                   beside a plain LangChain hybrid: pip install -e '.[bench]' first
    python -m benchmarks.index_recall                Chroma against an exact search, by size
    python -m benchmarks.tui_speed PROJECT           the screens: first paint, and from key to repaint
"""
