"""English, read by one small encoder with several heads (ONNX, no PyTorch).

`parse` gives trees one can ask questions of; `encode` gives meanings as vectors.
"""

from corroborate.language.parse import Name, Sentence, Token, encode, parse

__all__ = ["Name", "Sentence", "Token", "encode", "parse"]
