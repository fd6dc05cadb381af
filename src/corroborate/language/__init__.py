"""English, read by one small encoder with several heads (ONNX, no PyTorch).

`read` finds sentences and gives trees one can ask questions of, `parse` does so where the sentences are known; `meaning` says what words mean, as a vector.
"""

from corroborate.language.parse import Name, Reference, Roles, Sentence, Token, encode, meaning, parse, read, refer

__all__ = ["Name", "Reference", "Roles", "Sentence", "Token", "encode", "meaning", "parse", "read", "refer"]
