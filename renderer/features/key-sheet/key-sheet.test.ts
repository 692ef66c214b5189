import { beforeAll, describe, expect, test, vi } from 'vitest';
import { matchesKey } from '../../ui/key-combo.ts';
import { nextCell } from '../events-table/grid-keys.ts';
import { EXTENDING_KEYS, MOVEMENT_KEYS } from '../events-table/movement-keys.ts';
import type { KeyPlace } from './key-places.ts';
import { WINDOW_KEYS } from './window-keys.ts';

let places: readonly KeyPlace[] = [];

beforeAll(async () => {
  vi.stubGlobal('window', {});
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
  places = (await import('./key-places.ts')).KEY_PLACES;
});

/** The keyboard's event for a combination. */
function press(combo: string) {
  const parts = combo.split('+');
  const held = (name: string) => parts.slice(0, -1).includes(name);
  const key = parts.at(-1) ?? '';
  return {
    key: key === 'Space' ? ' ' : key,
    ctrlKey: held('Ctrl') || held('Mod'),
    metaKey: false,
    altKey: held('Alt'),
    shiftKey: held('Shift'),
  };
}

describe('The sheet of keys', () => {
  test('says of a key in a place one thing only', () => {
    expect(places.length).toBeGreaterThan(8);
    for (const { title, lines } of places) {
      const keys = lines.flatMap((line) => line.keys);
      expect(new Set(keys).size, title).toBe(keys.length);
    }
  });

  test('has no key of the table that means something else in the window, but the widths in the header', () => {
    const ofWindow = Object.values(WINDOW_KEYS).flatMap(({ keys }) => keys);
    const ofTable = places
      .filter(({ title }) => title.includes('able'))
      .flatMap(({ lines }) => lines.flatMap(({ keys }) => keys));
    expect(ofTable.length).toBeGreaterThan(30);
    const both = ofTable.filter((combo) => ofWindow.some((other) => matchesKey(press(combo), other)));
    expect(both).toEqual(['Alt+ArrowLeft', 'Alt+ArrowRight']);
  });

  test('names only movement keys that move', () => {
    const size = { rows: 1_000, columns: 8, pageRows: 20 };
    const from = { row: 500, column: 4 };
    for (const combo of [...MOVEMENT_KEYS, ...EXTENDING_KEYS].flatMap(({ keys }) => keys)) {
      const { key, ctrlKey } = press(combo);
      const to = nextCell({ key, ctrl: ctrlKey }, from, size);
      expect(to, combo).not.toBeNull();
      expect(to, combo).not.toEqual(from);
    }
  });

  test('has no movement key that does something else in the rows', () => {
    const rows = places.find(({ title }) => title === 'Table')?.lines ?? [];
    for (const combo of MOVEMENT_KEYS.flatMap(({ keys }) => keys)) {
      const others = rows.filter(({ keys }) =>
        keys.some((other) => other !== combo && matchesKey(press(combo), other)),
      );
      expect(others, combo).toEqual([]);
    }
  });

  test('claims nothing that browsers keep to themselves', () => {
    const reserved = ['Mod+T', 'Mod+N', 'Mod+Shift+N', 'Mod+Tab', 'Mod+Shift+T', 'Mod+L', 'Mod+R', 'F5'];
    const first = Object.values(WINDOW_KEYS).map(({ keys }) => keys[0] ?? '');
    for (const combo of [...reserved, 'Mod+W'])
      expect(
        first.filter((other) => matchesKey(press(combo), other)),
        combo,
      ).toEqual([]);
  });
});
