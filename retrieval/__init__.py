"""Finding passages: embeddings, the vector index, fusion. Owns sentence-transformers, onnxruntime and chromadb."""
