import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

const TEXT = readFileSync(join(import.meta.dirname, '..', 'TUTORIAL.md'), 'utf8');

export type TutorialStep = {
  /** The heading of the step, `A1. …`. */
  readonly title: string;
  /** Its text without marks of Markdown. */
  readonly text: string;
};

/** The steps of the tutorial in their order. */
export const TUTORIAL: readonly TutorialStep[] = TEXT.split(/^### /m)
  .slice(1)
  .map((section) => {
    const [title = '', ...lines] = (section.split(/^## /m)[0] ?? '').split('\n');
    return { title, text: lines.map(withoutMarks).join(' ').replaceAll(/\s+/g, ' ') };
  });

/** Marks go where they are marks: what stands between backticks is meant as it is. */
function withoutMarks(line: string): string {
  return line
    .split('`')
    .map((part, index) => (index % 2 === 0 ? part.replaceAll('*', '') : part))
    .join('');
}

/** Answers a text that is expected on the screen, and holds the step of the tutorial to say it too. */
export type Says = (text: string) => string;

/** Replays a step of the tutorial, found by its heading. */
export async function step(title: string, replay: (says: Says) => Promise<void>): Promise<void> {
  const text = TUTORIAL.find((one) => one.title === title)?.text;
  if (text === undefined) throw new Error(`The tutorial has no step “${title}”.`);
  await test.step(title, () =>
    replay((said) => {
      expect(text, `the tutorial’s step “${title}”`).toContain(said);
      return said;
    }),
  );
}
