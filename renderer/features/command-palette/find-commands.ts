import { defaultFilter } from 'cmdk';
import {
  caseActionCommands,
  scopeCommands,
  stripCommands,
  tableCommands,
  viewCommands,
} from './action-commands.ts';
import {
  COMMAND_GROUPS,
  type Command,
  type CommandContext,
  type CommandGroup,
  type CommandSource,
} from './command.ts';
import { fieldCommands } from './field-commands.ts';
import { caseCommands, panelCommands, placeCommands, tabCommands } from './open-commands.ts';
import { searchCommands, shapeCommands } from './typed-commands.ts';

/** Every source of commands. To add commands, write a function from what the window shows and name it here. */
const SOURCES: readonly CommandSource[] = [
  placeCommands,
  tabCommands,
  stripCommands,
  tableCommands,
  scopeCommands,
  caseActionCommands,
  caseCommands,
  viewCommands,
  panelCommands,
  fieldCommands,
];

const MOST_LISTED = 60;
/** A match this weak is no match: its letters lie scattered over the text. */
const LEAST_SCORE = 0.02;
/** How much better a recent command counts. */
const RECENT_BONUS = 1.25;
/** How much less a word counts that is not in the title, and a command that is another way to the same. */
const KEYWORD_WEIGHT = 0.4;
const SECONDARY_WEIGHT = 0.6;

type ListedGroup = { readonly title: CommandGroup; readonly commands: readonly Command[] };

/**
 * The commands to list, by group: while nothing is typed the recent ones and what the window offers, else what
 * matches, the best group first, between what the text means by its shape and a search for it.
 */
export function findCommands(context: CommandContext, recent: readonly string[]): readonly ListedGroup[] {
  const commands = SOURCES.flatMap((source) => source(context));
  if (context.typed === '') return untyped(commands, recent);
  const matching = commands
    .map((command) => ({ command, score: scoreOf(command, context.typed, recent) }))
    .filter(({ score }) => score >= LEAST_SCORE)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, MOST_LISTED)
    .map(({ command }) => command);
  const found = grouped(matching, [...new Set(matching.map(({ group }) => group))]);
  const shapes = shapeCommands(context);
  const searches = searchCommands(context);
  const typed = (list: readonly Command[]): readonly ListedGroup[] =>
    list.length === 0 ? [] : [{ title: 'What you typed', commands: list }];
  return shapes.length > 0 ? [...typed([...shapes, ...searches]), ...found] : [...found, ...typed(searches)];
}

function untyped(commands: readonly Command[], recent: readonly string[]): readonly ListedGroup[] {
  const last = recent.flatMap((id) => commands.find((command) => command.id === id) ?? []);
  const others = commands.filter(
    (command) => command.listed !== 'typed' && !last.some(({ id }) => id === command.id),
  );
  return [
    ...(last.length > 0 ? [{ title: 'Recent', commands: last } as const] : []),
    ...grouped(others, COMMAND_GROUPS),
  ];
}

function grouped(commands: readonly Command[], groups: readonly CommandGroup[]): readonly ListedGroup[] {
  return groups
    .map((title) => ({ title, commands: commands.filter(({ group }) => group === title) }))
    .filter((group) => group.commands.length > 0);
}

function scoreOf(command: Command, typed: string, recent: readonly string[]): number {
  const { id, title, keywords = [], secondary = false } = command;
  const byTitle = score(title, typed);
  const byKeyword = KEYWORD_WEIGHT * score(title, typed, keywords);
  const weight = (secondary ? SECONDARY_WEIGHT : 1) * (recent.includes(id) ? RECENT_BONUS : 1);
  return Math.max(byTitle, byKeyword) * weight;
}

function score(title: string, typed: string, keywords: readonly string[] = []): number {
  return defaultFilter(title, typed, [...keywords]) ?? 0;
}
