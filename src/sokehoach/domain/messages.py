"""Sentences for a person, with what it takes to say them in another language.

Domain and adapters write Vietnamese. A `TranslatableText` is that Vietnamese sentence, a str as any other: logs, files,
rows and comparisons hold it as such. It also carries the template and the arguments, of which a page makes the sentence
in the reader's language (apps.shell.messages). An f-string, `join` of a list and the other methods of str give plain
Vietnamese; `say`, `say_count`, `say_label`, `name_definition`, `+` and `join_messages` keep what can be translated.
"""

import html
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Self

_PLACEHOLDER = re.compile(r"%(?:\((\w+)\)s|%)")
_FIELD = re.compile(r"\{(\w+)\}")  # in a sentence of a definition
_TEMPLATE, _ARGUMENTS, _CONTEXT, _COUNT = "message", "arguments", "context", "count"  # of a message as JSON

DEFINITION = "definition"  # the context of names that a programme defines: no words of ours
OWN_ENGLISH = "english: "  # the context of a message that carries its English

# Returns the template of a message in another language, by the message, its context or "", and what it counts.
type LookUp = Callable[[str, str, int | None], str]


class TranslatableText(str):
    """`template` with «%(name)s» for each of the `arguments`, which may be messages too.

    `context`: tells it from the same words that other languages say otherwise. `quantity`: of what other languages have
    a singular and a plural for.
    """

    template: str
    arguments: Mapping[str, str]
    context: str
    quantity: int | None

    def __new__(cls, template: str, /, **arguments: object) -> Self:
        texts = {name: str(value) for name, value in arguments.items()}
        message = super().__new__(cls, cls.fill(template, texts))
        message.template, message.arguments = template, texts
        message.context, message.quantity = "", None
        return message

    @staticmethod
    def fill(template: str, arguments: Mapping[str, str]) -> str:
        return fill_template(template, arguments)

    def __str__(self) -> str:
        """Returns itself, so that str() of a message, or of an error made of one, can still be translated."""
        return self

    def __add__(self, other: str) -> "TranslatableText":
        return TranslatableText("%(first)s%(second)s", first=self, second=other)

    def __radd__(self, other: str) -> "TranslatableText":
        return TranslatableText("%(first)s%(second)s", first=other, second=self)

    def __mod__(self, arguments: Any) -> str:
        """Fills a message that has no arguments yet, as `say` with them would."""
        if isinstance(arguments, Mapping) and not self.arguments:
            message = TranslatableText(self.template, **arguments)
            message.context, message.quantity = self.context, self.quantity
            return message
        return str.__mod__(self, arguments)

    def join(self, texts: Iterable[str], /) -> str:
        return join_messages(self, texts)

    def __html__(self) -> str:
        """How a page shows it: in the reader's language, escaped."""
        return html.escape(_translator(self))

    def capitalized(self) -> "TranslatableText":
        """The same with a capital first letter, in any language."""
        return _Capitalized("%(text)s", text=self)

    def uncapitalized(self) -> "TranslatableText":
        """The same with a small first letter, in any language."""
        return _Uncapitalized("%(text)s", text=self)


class _Capitalized(TranslatableText):
    change_case = staticmethod(str.upper)  # of the first letter

    def __new__(cls, template: str, /, **arguments: object) -> Self:
        message = super().__new__(cls, template, **arguments)
        capital = str.__new__(cls, cls.change_case(message[:1]) + message[1:])
        capital.template, capital.arguments = message.template, message.arguments
        capital.context, capital.quantity = message.context, message.quantity
        return capital


class _Uncapitalized(_Capitalized):
    change_case = staticmethod(str.lower)


class _DefinitionText(TranslatableText):
    """A name or sentence of a programme, with «{field}» for each of the arguments: percent signs are its own."""

    @staticmethod
    def fill(template: str, arguments: Mapping[str, str]) -> str:
        return _FIELD.sub(lambda found: arguments.get(found[1], found[0]), template)


def say(template: str, /, **arguments: object) -> str:
    """Returns a `TranslatableText`. The template is a literal, which the catalogue has (tests/repository)."""
    return TranslatableText(template, **arguments)


def say_count(template: str, count: int, /, **arguments: object) -> str:
    """Returns a message that other languages say otherwise of one: `say_count("%(n)s ô", 2, n=2)`."""
    message = TranslatableText(template, **arguments)
    message.quantity = count
    return message


def say_label(context: str, template: str, /) -> str:
    """Returns a message whose words mean something else elsewhere: `say_label("kind of document", "Báo cáo")`."""
    message = TranslatableText(template)
    message.context = context
    return message


def name_definition(name: str, /, **fields: object) -> str:
    """Returns a name of a programme's definition: a page shows its English where the definition has one.

    `fields`: what stands for «{households}» in a sentence, by name.
    """
    if not name or isinstance(name, TranslatableText):
        return name
    message = _DefinitionText(name, **fields)
    message.context = DEFINITION
    return message


def say_both(vietnamese: str, english: str, /) -> str:
    """Returns a message that no catalogue has: both are made of data, as the names of levels."""
    message = TranslatableText(vietnamese)
    message.context = OWN_ENGLISH + english
    return message


def list_named_fields(sentence: str) -> list[str]:
    """The names in braces of a sentence that `name_definition` fills."""
    return _FIELD.findall(sentence)


def join_messages(separator: str, texts: Iterable[str]) -> str:
    """As `separator.join(texts)`."""
    arguments = {f"part{number}": text for number, text in enumerate(texts)}
    return TranslatableText("%(separator)s".join(f"%({name})s" for name in arguments), separator=separator, **arguments)


def fill_template(template: str, arguments: Mapping[str, str]) -> str:
    """Puts the arguments in their places. Without any, the template is the text, percent signs and all."""
    if not arguments:
        return template
    return _PLACEHOLDER.sub(lambda found: arguments.get(found[1], found[0]) if found[1] else "%", template)


def translate_with(look_up: LookUp, text: str) -> str:
    """Returns the text by a catalogue. What is no message stays as it is."""
    if not isinstance(text, TranslatableText):
        return text
    arguments = {name: translate_with(look_up, value) for name, value in text.arguments.items()}
    template = text.template and look_up(text.template, text.context, text.quantity)  # a catalogue keeps its head at ""
    sentence = text.fill(template, arguments)
    return text.change_case(sentence[:1]) + sentence[1:] if isinstance(text, _Capitalized) else sentence


def pack_messages(value: Any) -> Any:
    """Returns JSON data whose messages are mappings that `unpack_messages` reads."""
    match value:
        case TranslatableText():
            arguments = {name: pack_messages(argument) for name, argument in value.arguments.items()}
            more = {
                "capital": not isinstance(value, _Uncapitalized) if isinstance(value, _Capitalized) else None,
                _CONTEXT: value.context or None,
                _COUNT: value.quantity,
            }
            present = {name: detail for name, detail in more.items() if detail is not None}
            return {_TEMPLATE: value.template, _ARGUMENTS: arguments} | present
        case dict():
            return {name: pack_messages(inner) for name, inner in value.items()}
        case list() | tuple():
            return [pack_messages(inner) for inner in value]
    return value


def unpack_messages(value: Any) -> Any:
    match value:
        case {"message": str(template), "arguments": dict(arguments)}:
            kind = _find_kind(value)
            message = kind(template, **{str(name): unpack_messages(argument) for name, argument in arguments.items()})
            count = value.get(_COUNT)
            message.context, message.quantity = str(value.get(_CONTEXT, "")), count if isinstance(count, int) else None
            return message
        case dict():
            return {name: unpack_messages(inner) for name, inner in value.items()}
        case list():
            return [unpack_messages(inner) for inner in value]
    return value


def _find_kind(packed: Mapping[str, Any]) -> type[TranslatableText]:
    if "capital" in packed:
        return _Capitalized if packed["capital"] else _Uncapitalized
    return _DefinitionText if packed.get(_CONTEXT) == DEFINITION else TranslatableText


def keep_vietnamese(text: str) -> str:
    """Returns the sentence alone: what stands in an official document is Vietnamese whoever looks."""
    return str.__str__(text)


_translator: Callable[[str], str] = keep_vietnamese


def use_translator(translator: Callable[[str], str]) -> None:
    """Sets how pages show messages; called once, by the edge."""
    global _translator
    _translator = translator
