import type { Row } from '../../../preload/contract/model/panel.ts';
import type { Leaf } from './json-tree.ts';

/** A piece of the sentence; one with a `field` is that field's value and can be filtered for. */
export type SummaryPart = { readonly text: string; readonly field?: string };

/** Who did what to which resource, and below it from where, with what, and how it ended. */
export type EventSummary = {
  readonly headline: readonly SummaryPart[];
  readonly origin: readonly SummaryPart[];
  readonly outcome: 'success' | 'denied' | 'failed' | null;
  readonly error: string | null;
};

/** Verbs of CloudTrail's event names: in words, and in the past tense where it is not regular. */
const VERBS: Readonly<Record<string, readonly [string, string]>> = {
  Begin: ['begin', 'began'],
  Describe: ['describe', 'described'],
  Get: ['read', 'read'],
  Head: ['check', 'checked'],
  Lookup: ['look up', 'looked up'],
  Put: ['set', 'set'],
  Reset: ['reset', 'reset'],
  Run: ['run', 'ran'],
  Send: ['send', 'sent'],
  Set: ['set', 'set'],
  Shutdown: ['shut down', 'shut down'],
  Withdraw: ['withdraw', 'withdrew'],
  Write: ['write', 'wrote'],
};

const DOUBLED = new Set(['Cancel', 'Stop', 'Submit', 'Swap', 'Tag', 'Untag', 'Unwrap', 'Wrap', 'Put']);

const PHRASES: Readonly<Record<string, readonly [string, string]>> = {
  ConsoleLogin: ['sign in to the console', 'signed in to the console'],
  GetCallerIdentity: ['ask for its own identity', 'asked for its own identity'],
  SwitchRole: ['switch role', 'switched role'],
  CheckMfa: ['pass the MFA check', 'passed the MFA check'],
};

/**
 * The sentence of an event from its fields and the leaves of its raw record. What is not recorded is left
 * out rather than guessed, but for the actor, whose absence is said.
 */
export function summariseEvent(fields: Row, leaves: readonly Leaf[]): EventSummary {
  const outcome = outcomeOf(fields);
  const actor = textOf(fields, 'actor');
  return {
    headline: [
      actor === null ? { text: 'An unrecorded caller' } : { text: actor, field: 'actor' },
      { text: ` ${deed(textOf(fields, 'eventName'), outcome === 'success')}` },
      ...object(fields, leaves),
    ],
    origin: origin(fields),
    outcome,
    error: textOf(fields, 'errorCode') ?? textOf(fields, 'errorMessage'),
  };
}

function deed(eventName: string | null, succeeded: boolean): string {
  if (eventName === null) return 'did something that is not named';
  const phrase = PHRASES[eventName] ?? phraseOf(eventName);
  return succeeded ? phrase[1] : `tried to ${phrase[0]}`;
}

function phraseOf(eventName: string): readonly [string, string] {
  const verb = /^[A-Z][a-z]+/.exec(eventName)?.[0];
  if (verb === undefined) return [`call ${eventName}`, `called ${eventName}`];
  const [now, past] = VERBS[verb] ?? [verb.toLowerCase(), pastOf(verb)];
  const words = wordsOf(eventName.slice(verb.length));
  return words === '' ? [now, past] : [`${now} ${words}`, `${past} ${words}`];
}

function pastOf(verb: string): string {
  const word = verb.toLowerCase();
  if (DOUBLED.has(verb)) return `${word}${word.endsWith('l') ? 'led' : `${word.at(-1) ?? ''}ed`}`;
  if (word.endsWith('e')) return `${word}d`;
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ied` : `${word}ed`;
}

/** `AccessKey` → `access key`, `DBInstances` → `DB instances`, without the version some names end in. */
function wordsOf(name: string): string {
  const words = name.replace(/\d{8}.*$/, '').match(/[A-Z]+(?![a-z])s?|[A-Z][a-z]*|[a-z]+|\d+/g) ?? [];
  return words.map((word) => (/^[A-Z]{2,}/.test(word) ? word : word.toLowerCase())).join(' ');
}

function object(fields: Row, leaves: readonly Leaf[]): readonly SummaryPart[] {
  const resource = textOf(fields, 'resource');
  if (resource === null) return [];
  return [{ text: ` ${preposition(fields, resource, leaves)}` }, { text: resource, field: 'resource' }];
}

/** None where the call acts on the resource itself (DeleteBucket of a bucketName), else `for` or `on`. */
function preposition(fields: Row, resource: string, leaves: readonly Leaf[]): string {
  const leaf = leaves.find(
    ({ field, value }) => value === resource && field.startsWith('requestParameters.'),
  );
  const key = leaf?.field.split('.').at(-1) ?? '';
  const stem = key.replace(/(Name|Id|Arn|ARN|Identifier)$/, '').toLowerCase();
  const thing = (textOf(fields, 'eventName') ?? '').toLowerCase().replace(/\d{8}.*$/, '');
  if (stem !== '' && ['', 's', 'es'].some((ending) => thing.endsWith(stem + ending))) return '';
  return ['user', 'role', 'group', 'principal'].includes(stem) ? 'for ' : 'on ';
}

function origin(fields: Row): readonly SummaryPart[] {
  const parts: SummaryPart[] = [];
  const address = textOf(fields, 'sourceIPAddress');
  if (address !== null) {
    parts.push({ text: 'from ' }, { text: address, field: 'sourceIPAddress' });
    const place = placeOf(fields);
    if (place !== '') parts.push({ text: ` (${place})` });
  }
  const agent = textOf(fields, 'userAgent');
  if (agent !== null) {
    parts.push({ text: parts.length > 0 ? ' with ' : 'with ' }, { text: agent, field: 'userAgent' });
  }
  const region = textOf(fields, 'awsRegion');
  if (region !== null) {
    parts.push({ text: parts.length > 0 ? ' in ' : 'in ' }, { text: region, field: 'awsRegion' });
  }
  return parts;
}

function placeOf(fields: Row): string {
  const place = [textOf(fields, 'city'), textOf(fields, 'country')]
    .filter((part) => part !== null)
    .join(', ');
  const asn = textOf(fields, 'asn');
  const network = [asn === null ? null : `AS${asn}`, textOf(fields, 'network')].filter(
    (part) => part !== null,
  );
  return [place, network.join(' ')].filter((part) => part !== '').join(' · ');
}

function outcomeOf(fields: Row): EventSummary['outcome'] {
  const outcome = textOf(fields, 'outcome');
  return outcome === 'success' || outcome === 'denied' || outcome === 'failed' ? outcome : null;
}

function textOf(fields: Row, name: string): string | null {
  const value = fields[name];
  return value === null || value === undefined || value === '' ? null : String(value);
}
