"""English, read by one small encoder with several heads (ONNX, no PyTorch).

`read` finds sentences and gives trees one can ask questions of, `parse` does so where the sentences are known; `encode` gives meanings as vectors.
"""

from corroborate.language.parse import Name, Reference, Roles, Sentence, Token, encode, parse, read, refer

__all__ = ["Name", "Reference", "Roles", "Sentence", "Token", "encode", "parse", "read", "refer"]
