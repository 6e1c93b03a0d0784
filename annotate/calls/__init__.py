"""Asking a chat model many things: at the pace its server bears, within a budget, never twice. Owns langchain."""
