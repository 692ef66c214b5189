import { describe, expect, test } from 'vitest';
import { complete, completionPlace, matchingFields } from './completion.ts';

/** The place at the `|` in a query. */
function placeIn(marked: string) {
  const caret = marked.indexOf('|');
  return completionPlace(marked.replace('|', ''), caret);
}

describe('Where a field can be completed', () => {
  test('at the start, after a space, after a bracket and after a minus', () => {
    expect(placeIn('|')).toEqual({ kind: 'field', from: 0, to: 0, typed: '' });
    expect(placeIn('outcome:denied AND ev|')).toMatchObject({ kind: 'field', from: 19, typed: 'ev' });
    expect(placeIn('(us|')).toMatchObject({ kind: 'field', from: 1, typed: 'us' });
    expect(placeIn('-err|')).toMatchObject({ kind: 'field', from: 1, typed: 'err' });
  });

  test('the rest of the word behind the caret is replaced too', () => {
    expect(placeIn('eve|nt AND x')).toMatchObject({ kind: 'field', from: 0, to: 5, typed: 'eve' });
  });

  test('not inside a phrase', () => {
    expect(placeIn('"Failed auth|')).toBeNull();
    expect(placeIn('"Failed auth|entication" x')).toBeNull();
  });
});

describe('Where a value can be completed', () => {
  test('after the colon of a field', () => {
    expect(placeIn('eventName:|')).toEqual({
      kind: 'value',
      field: 'eventName',
      from: 10,
      to: 10,
      typed: '',
    });
    expect(placeIn('-service:s|')).toMatchObject({ kind: 'value', field: 'service', from: 9, typed: 's' });
    expect(placeIn('userIdentity.type:IAM| x')).toMatchObject({
      field: 'userIdentity.type',
      to: 21,
      typed: 'IAM',
    });
  });

  test('inside a quoted value, with its spaces', () => {
    expect(placeIn('userAgent:"aws cli|')).toMatchObject({ field: 'userAgent', from: 10, typed: 'aws cli' });
    expect(placeIn('userAgent:"aws| cli" x')).toMatchObject({ from: 10, to: 19, typed: 'aws' });
  });

  test('inside a list of values', () => {
    expect(placeIn('eventName:(Get* OR Li|)')).toMatchObject({
      field: 'eventName',
      from: 19,
      to: 21,
      typed: 'Li',
    });
    expect(placeIn('eventName:(Get*) AND Li|')).toMatchObject({ kind: 'field', typed: 'Li' });
    expect(placeIn('(actor:alice OR ac|)')).toMatchObject({ kind: 'field', typed: 'ac' });
  });

  test('not in a range, a comparison or a pattern', () => {
    expect(placeIn('eventTime:[2023|')).toBeNull();
    expect(placeIn('asn:>1|')).toBeNull();
    expect(placeIn('eventName:/Get|')).toBeNull();
  });
});

test('Fields that start with what was typed come first, then those that contain it', () => {
  const names = matchingFields('event', 20).map(({ name }) => name);
  expect(names[0]).toBe('eventTime');
  expect(names).toContain('sharedEventID');
  expect(names.indexOf('eventName')).toBeLessThan(names.indexOf('sharedEventID'));
  expect(matchingFields('accesskey', 5)[0]?.name).toBe('userIdentity.accessKeyId');
  expect(matchingFields('Call', 5)[0]?.name).toBe('eventName');
  expect(matchingFields('no such field', 5)).toEqual([]);
});

test('A choice replaces the word and leaves the caret behind it', () => {
  const text = 'outcome:denied AND ev';
  const place = completionPlace(text, text.length);
  expect(place && complete(text, place, 'eventName:')).toEqual({
    text: 'outcome:denied AND eventName:',
    caret: 29,
  });
  const value = completionPlace('eventName:Ge AND x', 12);
  expect(value && complete('eventName:Ge AND x', value, 'GetUser')).toEqual({
    text: 'eventName:GetUser AND x',
    caret: 17,
  });
});

test('A value chosen at the end is followed by a space, ready for the next word', () => {
  const place = completionPlace('service:', 8);
  expect(place && complete('service:', place, 's3')).toEqual({ text: 'service:s3 ', caret: 11 });
});
