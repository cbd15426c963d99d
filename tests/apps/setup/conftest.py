from tests.factories.demonstration import built_once, demonstration

__all__ = ["built_once", "demonstration"]
