"""Finding passages: encoders, the dense index and fusion. Owns onnxruntime, sentence-transformers and chromadb."""
