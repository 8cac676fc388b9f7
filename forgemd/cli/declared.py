"""Commands and what they take, declared in click's words but without click, whose loading takes longer than git's
whole commit.

A command line that leaves nothing to be asked is read here: every word is an option that is known and spelt out, its
value, or an argument. All others, with their help and their messages, are for click, which is told the same
declarations (`forgemd.cli.clicked`).
"""

from __future__ import annotations

from forgemd.typed import TYPE_CHECKING, Any, Callable, Mapping, NamedTuple, Sequence, TypeVar

if TYPE_CHECKING:
    from forgemd.cli.world import World

__all__ = [
    "EVERYWHERE",
    "Command",
    "Grammar",
    "Parameter",
    "Type",
    "argument",
    "choice",
    "option",
    "parameters_of",
    "parsed",
    "unprocessed",
    "whole",
]

Function = TypeVar("Function", bound=Callable[..., Any])


class Type(NamedTuple):
    """What a value is to be: the name of click's type and what that is made with; `words` are all that it may be."""

    name: str
    made_with: tuple[Any, ...] = ()
    words: tuple[str, ...] | None = None

    def read(self, text: str) -> Any:
        """The value that `text` is; None where that is for click to say."""
        if self.words is not None:
            return text if text in self.words else None
        least, most = self.made_with
        number = int(text) if text.isascii() and text.isdigit() and len(text) < _DIGITS else None
        return number if number is not None and least <= number <= (number if most is None else most) else None


_DIGITS = 10


def choice(words: Sequence[str]) -> Type:
    """One of these words."""
    return Type("Choice", (tuple(words),), tuple(words))


def whole(least: int, most: int | None = None) -> Type:
    """A whole number, not below `least` (which is not negative) and not above `most`."""
    return Type("IntRange", (least, most))


unprocessed = Type("UNPROCESSED")
"""Words that are no options, whatever they look like."""


class Parameter(NamedTuple):
    """An option or (`kind`) an argument, as click's decorator of that name takes it."""

    kind: str
    names: tuple[str, ...]
    settings: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What its value is called: the name that is no option, else the longer option without its dashes."""
        plain = [name for name in self.names if not name.startswith("-")]
        long = [name[2:] for name in self.names if name.startswith("--")]
        return (plain or long or [name[1:] for name in self.names])[0].replace("-", "_")

    @property
    def default(self) -> Any:
        """What a command gets where nothing is said."""
        if "default" in self.settings:
            return self.settings["default"]
        if self.settings.get("multiple") or self.settings.get("nargs") == -1:
            return ()
        return False if self.settings.get("is_flag") else None


def option(*names: str, **settings: Any) -> Callable[[Function], Function]:
    """Gives a command an option."""
    return _declared(Parameter("option", names, settings))


def argument(name: str, **settings: Any) -> Callable[[Function], Function]:
    """Gives a command an argument."""
    return _declared(Parameter("argument", (name,), settings))


def _declared(parameter: Parameter) -> Callable[[Function], Function]:
    def declare(function: Function) -> Function:
        # The decorators of a function work upwards from it.
        function.__parameters__ = (parameter, *parameters_of(function))  # type: ignore[attr-defined]
        return function

    return declare


def parameters_of(function: Callable[..., Any]) -> tuple[Parameter, ...]:
    """What was declared for it, in the order in which it stands above it."""
    found: tuple[Parameter, ...] = getattr(function, "__parameters__", ())
    return found


class Grammar(NamedTuple):
    """What a command line may hold: options by how they are written, each with the name of what it gives.

    `flags` stand alone, `values` have a value and of several the last counts, `series` have one each time. What is no
    option is one of `arguments`, of which there are at least `least`; a single name stands for all of them. Values of
    names that are in `types` have to be of that type.
    """

    flags: Mapping[str, str]
    values: Mapping[str, str]
    series: Mapping[str, str]
    arguments: str | tuple[str, ...]
    least: int = 0
    types: Mapping[str, Type] = {}  # noqa: RUF012


def parsed(words: Sequence[str], grammar: Grammar) -> dict[str, Any] | None:
    """The options and arguments among `words`, by name, where they are given; None for what is for click to read."""
    found: dict[str, Any] = {}
    arguments: list[str] = []
    rest = iter(words)
    for word in rest:
        name, given, value = word.partition("=")
        if word in grammar.flags:
            found[grammar.flags[word]] = True
        elif word in grammar.values or word in grammar.series:
            following = next(rest, None)
            if following is None or not _keep(found, grammar, word, following):
                return None
        elif given and name.startswith("--") and (name in grammar.values or name in grammar.series):
            if not _keep(found, grammar, name, value):
                return None
        elif word.startswith("-"):
            return None
        else:
            arguments.append(word)
    if isinstance(grammar.arguments, str):
        return {**found, grammar.arguments: tuple(arguments)} if len(arguments) >= grammar.least else None
    if len(arguments) != len(grammar.arguments):
        return None
    return {**found, **dict(zip(grammar.arguments, arguments, strict=True))}


def _keep(found: dict[str, Any], grammar: Grammar, name: str, text: str) -> bool:
    """Keep the value of an option; whether it is one that can be told without click."""
    series = name in grammar.series
    key = grammar.series[name] if series else grammar.values[name]
    value = grammar.types[key].read(text) if key in grammar.types else text
    found[key] = (*found.get(key, ()), value) if series else value
    return value is not None


EVERYWHERE = {"-q": "quiet", "--quiet": "quiet"}
"""Of the options that every command has, flags that are read without click."""


class Command:
    """A command: `function` takes the world and then what is declared for it, and gives the exit code.

    `settings` are those of click's command.
    """

    __slots__ = ("function", "name", "parameters", "settings")

    def __init__(self, name: str, function: Callable[..., int], settings: Mapping[str, Any]) -> None:
        self.name = name
        self.function = function
        self.parameters = parameters_of(function)
        self.settings = settings

    @property
    def grammar(self) -> Grammar | None:
        """What can be read of its command lines without click; None where nothing can."""
        arguments = self._arguments()
        if arguments is None:
            return None
        flags, values, series, types = dict(EVERYWHERE), {"-C": "directory"}, dict[str, str](), dict[str, Type]()
        for each in self.parameters:
            if each.kind != "option" or "flag_value" in each.settings:
                continue
            several = each.settings.get("multiple")
            place = flags if each.settings.get("is_flag") else series if several else values
            place.update((name, each.name) for name in each.names if name.startswith("-"))
            if "type" in each.settings:
                types[each.name] = each.settings["type"]
        return Grammar(flags, values, series, *arguments, types)

    def _arguments(self) -> tuple[str | tuple[str, ...], int] | None:
        """Their name and how many there are at least; or the names of each; None for what only click can read."""
        declared = [each for each in self.parameters if each.kind == "argument"]
        if any("type" in each.settings for each in declared):
            return None
        if len(declared) == 1 and declared[0].settings.get("nargs") == -1:
            return declared[0].name, int(declared[0].settings.get("required", False))
        if all(each.settings.get("nargs", 1) == 1 and each.settings.get("required", True) for each in declared):
            return tuple(each.name for each in declared), 0
        return None

    def run(self, world: World, words: Sequence[str]) -> int | None:
        """Run it with `words`, and give the exit code; None for what is for click to read."""
        grammar = self.grammar
        given = parsed(words, grammar) if grammar is not None else None
        if given is None:
            return None
        if "directory" in given:
            world = world.within(given.pop("directory"))
        world = world._replace(quiet=given.pop("quiet", False))
        return self.function(world, **{**{each.name: each.default for each in self.parameters}, **given})
