import { HEADER_KEYS } from '../events-table/header-keys.ts';
import { EXTENDING_KEYS, MOVEMENT_KEYS } from '../events-table/movement-keys.ts';
import { ROW_KEYS } from '../events-table/row-keys.ts';
import { type KeyLine, WINDOW_KEYS } from './window-keys.ts';

/** The keys of one place of the window. */
export type KeyPlace = { readonly title: string; readonly lines: readonly KeyLine[] };

/** All keys of the window by place. Those of the window and the table are the lists their handlers work from. */
export const KEY_PLACES: readonly KeyPlace[] = [
  { title: 'Anywhere', lines: Object.values(WINDOW_KEYS) },
  { title: 'Table', lines: [...MOVEMENT_KEYS, ...EXTENDING_KEYS, ...ROW_KEYS] },
  { title: 'Header of the table', lines: HEADER_KEYS },
  {
    title: 'Query',
    lines: [
      { keys: ['Enter'], does: 'Run the query, or take the chosen suggestion' },
      { keys: ['ArrowUp', 'ArrowDown'], does: 'Choose a suggestion' },
      { keys: ['Tab'], does: 'Take the first suggestion' },
      { keys: ['Ctrl+Space'], does: 'Suggest fields or values' },
      { keys: ['Alt+ArrowDown'], does: 'Queries that were run before' },
      { keys: ['Escape'], does: 'Close the suggestions, then undo what was typed' },
    ],
  },
  {
    title: 'Queries that were run before',
    lines: [
      { keys: ['ArrowUp', 'ArrowDown'], does: 'Query up, query down' },
      { keys: ['Enter'], does: 'Run it again' },
      { keys: ['Mod+Enter'], does: 'Run it in a new search' },
      { keys: ['Delete'], does: 'Forget it' },
    ],
  },
  {
    title: 'Filters',
    lines: [
      { keys: ['ArrowLeft', 'ArrowRight', 'Home', 'End'], does: 'Move among the filters' },
      { keys: ['Enter', 'm', 'ContextMenu', 'Shift+F10'], does: 'Menu of the filter' },
      { keys: ['e', 'F2'], does: 'Edit it' },
      { keys: ['x'], does: 'Exclude what it includes, or the other way' },
      { keys: ['d'], does: 'Disable it, or apply it again' },
      { keys: ['p'], does: 'Pin it to every tab, or let it go' },
      { keys: ['c'], does: 'Copy it' },
      { keys: ['Delete', 'Backspace', 'r'], does: 'Remove it' },
    ],
  },
  {
    title: 'Histogram',
    lines: [
      { keys: ['ArrowLeft', 'ArrowRight', 'Home', 'End'], does: 'Read the bars' },
      { keys: ['Shift+ArrowLeft', 'Shift+ArrowRight'], does: 'Select a stretch of time' },
      { keys: ['Enter'], does: 'Narrow the range to it' },
      { keys: ['-'], does: 'Zoom out' },
      { keys: ['Escape'], does: 'Give up the selection' },
    ],
  },
  {
    title: 'Facets',
    lines: [
      { keys: ['ArrowUp', 'ArrowDown'], does: 'Value up, value down' },
      { keys: ['Enter'], does: 'Only this value' },
      { keys: ['Space'], does: 'Add the value, or take it away' },
      { keys: ['x', 'Delete'], does: 'Exclude the value' },
      { keys: ['m', 'ContextMenu', 'Shift+F10'], does: 'Menu of the value' },
    ],
  },
  {
    title: 'Record of an event',
    lines: [
      { keys: ['ArrowUp', 'ArrowDown', 'k', 'j', 'Home', 'End'], does: 'Move through the lines' },
      { keys: ['ArrowLeft', 'ArrowRight'], does: 'Fold, unfold' },
      { keys: ['Enter', 'Space'], does: 'Unfold, or the menu of the value' },
      { keys: ['m', 'ContextMenu', 'Shift+F10'], does: 'Menu of the line' },
      { keys: ['f'], does: 'Filter for the value' },
      { keys: ['x'], does: 'Filter the value out' },
      { keys: ['c'], does: 'Copy the value' },
    ],
  },
  {
    title: 'Context of an event',
    lines: [
      {
        keys: ['ArrowUp', 'ArrowDown', 'k', 'j', 'PageUp', 'PageDown', 'Home', 'End'],
        does: 'Move through the events around it',
      },
      { keys: ['Enter', 'Space'], does: 'Open the event' },
      { keys: ['o'], does: 'To the event that they are around' },
    ],
  },
  {
    title: 'Session chain',
    lines: [
      { keys: ['ArrowUp', 'ArrowDown', 'k', 'j', 'Home', 'End'], does: 'Move through the sessions' },
      { keys: ['ArrowLeft', 'ArrowRight'], does: 'Fold, unfold' },
      { keys: ['Enter'], does: 'Open the events of the session' },
    ],
  },
  {
    title: 'Stack',
    lines: [
      {
        keys: ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'],
        does: 'Move through the values',
      },
      { keys: ['Enter'], does: 'Menu of the value' },
      { keys: ['e'], does: 'Open the events of the value' },
      { keys: ['o'], does: 'Open the page of the value' },
    ],
  },
  {
    title: 'Tabs',
    lines: [
      { keys: ['ArrowLeft', 'ArrowRight', 'Home', 'End'], does: 'Show another tab' },
      { keys: ['Ctrl+Shift+ArrowLeft', 'Ctrl+Shift+ArrowRight'], does: 'Move the tab' },
      { keys: ['Delete'], does: 'Close the tab' },
    ],
  },
  {
    title: 'Panels and lists',
    lines: [
      {
        keys: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'],
        does: 'Move among the values',
      },
      { keys: ['Enter'], does: 'Menu of the value: filter, open, copy' },
    ],
  },
  {
    title: 'Command palette',
    lines: [
      { keys: ['ArrowUp', 'ArrowDown', 'Home', 'End'], does: 'Choose a command' },
      { keys: ['Enter'], does: 'Run it' },
      { keys: ['Escape'], does: 'Close' },
    ],
  },
  { title: 'SQL', lines: [{ keys: ['Mod+Enter'], does: 'Run' }] },
];
