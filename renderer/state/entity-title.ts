import { ENTITY_TITLES, type EntityRef } from '../../preload/contract/model/entity.ts';

const LONGEST = 28;
const HEAD = 14;
const TAIL = 12;

/** What a tab about an entity is called: its type, and its value in short, an ARN by its name. */
export function entityTitle({ type, value }: EntityRef): string {
  return `${ENTITY_TITLES[type]} ${shorten(nameOf(value))}`;
}

/** The last part of an ARN; any other value as it is. */
function nameOf(value: string): string {
  const name = value.startsWith('arn:')
    ? value.slice(Math.max(value.lastIndexOf('/'), value.lastIndexOf(':')) + 1)
    : '';
  return name === '' ? value : name;
}

/** A long text without its middle, never cutting a character in two. */
function shorten(text: string): string {
  const characters = [...text];
  if (characters.length <= LONGEST) return text;
  return `${characters.slice(0, HEAD).join('')}…${characters.slice(-TAIL).join('')}`;
}
