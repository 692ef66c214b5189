import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { classNames } from './class-names.ts';

const RENDERER = join(import.meta.dirname, '..');

/** The names a component takes from its CSS modules that none of them has. */
function missingNames(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8');
  const modules = Array.from(text.matchAll(/import \w+ from '(.+\.module\.css)'/g), ([, path = '']) => path);
  if (modules.length === 0) return [];
  const css = modules.map((path) => readFileSync(join(dirname(file), path), 'utf8')).join('\n');
  const defined = new Set(Array.from(css.matchAll(/\.([a-zA-Z][\w-]*)/g), ([, name]) => name));
  const calls = Array.from(text.matchAll(/\bc\(((?:[^()]|\([^()]*\))*)\)/g), ([, inside = '']) => inside);
  return calls
    .flatMap((inside) => Array.from(inside.matchAll(/(?<!== )'([\w-]+)'/g), ([, name = '']) => name))
    .filter((name) => !defined.has(name));
}

describe('class names', () => {
  it('are those of the module, joined; what is off is left out', () => {
    const c = classNames({ row: 'row_1', open: 'open_1' });
    expect(c('row', false, null, 'open')).toBe('row_1 open_1');
  });

  it('used by a component are defined in its module', () => {
    const components = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.tsx'))
      .map((name) => join(RENDERER, name));
    expect(components.length).toBeGreaterThan(50);
    for (const file of components) expect(missingNames(file), file).toEqual([]);
  });
});
