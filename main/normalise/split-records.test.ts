import { describe, expect, test } from 'vitest';
import { noiseBytes } from '../archive/archive-fixtures.ts';
import { recordText, type Split, split } from './record-fixtures.ts';

const THREE = [recordText(1), recordText(2), recordText(3)];
const [FIRST = '', SECOND = '', THIRD = ''] = THREE;

function pretty(indent: number): string {
  return JSON.stringify({ Records: THREE.map((text) => JSON.parse(text)) }, null, indent);
}

function texts({ records }: Split): string[] {
  return records.map(({ text }) => text);
}

/** The pieces must be where they say they are. */
function expectExact(document: string | Uint8Array, result: Split): void {
  const bytes = Buffer.from(document);
  for (const { text, byteOffset } of result.records) {
    const size = Buffer.byteLength(text);
    expect(bytes.subarray(byteOffset, byteOffset + size).equals(Buffer.from(text))).toBe(true);
  }
  const positions = [...result.records, ...result.rejected].map(({ position }) => position);
  expect(positions.sort((a, b) => a - b)).toEqual(positions.map((_, i) => i + 1));
}

const LAYOUTS: Readonly<Record<string, string>> = {
  'an S3 delivery file': `{"Records":[${THREE.join(',')}]}`,
  'an S3 delivery file with a byte order mark': `\ufeff{"Records":[${THREE.join(',')}]}\r\n`,
  'an S3 delivery file with white space': ` {\n "Records" :\t[\n${THREE.join(' ,\n ')}\n ]\n}\n`,
  'an S3 delivery file with other keys': `{"a":{"Records":[1]},"Records":[${THREE.join(',')}],"b":["]}"],"c":"x"}`,
  'a bare list': `[${THREE.join(',')}]`,
  NDJSON: `${THREE.join('\n')}\n`,
  'NDJSON with carriage returns and empty lines': `${THREE.join('\r\n\r\n')}`,
  'joined objects': THREE.join(''),
  'NDJSON of batches': `{"Records":[${FIRST}]}\n{"Records":[]}\n{"Records":[${SECOND},${THIRD}]}\n`,
  'a list of batches': `[{"Records":[${FIRST}]},{"x":1,"Records":[${SECOND},${THIRD}]}]`,
  'a batch, a list and an object side by side': `{"Records":[${FIRST}]}[${SECOND}]${THIRD}`,
};

describe.each(Object.entries(LAYOUTS))('%s', (_name, document) => {
  test('gives the exact records', () => {
    const result = split(document);
    expect(texts(result)).toEqual(THREE);
    expect(result.rejected).toEqual([]);
    expect(result.structure.unclosed).toBe(false);
    expectExact(document, result);
  });

  test.each([1, 2, 3, 7, 64])('gives the same in chunks of %d bytes', (chunkBytes) => {
    expect(split(document, chunkBytes)).toEqual(split(document));
  });
});

test.each([1, 2, 4])('records printed with an indent of %d keep their white space', (indent) => {
  const document = pretty(indent);
  const result = split(document, 5);
  expect(result.records.map(({ text }) => JSON.parse(text))).toEqual(THREE.map((text) => JSON.parse(text)));
  expect(result.records[0]?.text).toContain('\n');
  expectExact(document, result);
});

test('a delivery without records has none and is sound', () => {
  for (const document of ['{"Records":[]}', '{ "Records" : [ ] }\n', '[]', '', '\n \n']) {
    const { records, rejected, structure } = split(document);
    expect([records, rejected, structure.unclosed]).toEqual([[], [], false]);
  }
});

test('a key called Records deeper in a record, or with another value, begins no batch', () => {
  const record = '{"eventName":"x","a":{"Records":[{"b":1}]},"Records":"none"}';
  expect(texts(split(`${record}\n${record}`, 3))).toEqual([record, record]);
});

type Damage = readonly [name: string, broken: string, reason: RegExp];

const DAMAGES: readonly Damage[] = [
  ['a raw newline in a string', FIRST.replace('PutRole', 'Put\nRole'), /raw control character \(0x0A\)/],
  ['a raw zero byte in a string', FIRST.replace('PutRole', 'Put\0Role'), /raw control character \(0x00\)/],
  [
    'a zero byte between values',
    FIRST.replace(',"eventTime"', ',\0"eventTime"'),
    /has 0x00 where JSON allows none/,
  ],
  [
    'a missing quote',
    FIRST.replace('PutRolePolicy"', 'PutRolePolicy'),
    /where JSON allows none|control character/,
  ],
  [
    'a missing closing brace',
    FIRST.slice(0, -1),
    /something before it is missing|does not match|ends inside/,
  ],
  ['an extra closing bracket', FIRST.replace('"eventID"', '],"eventID"'), /does not match the one it closes/],
  ['an unquoted key', FIRST.replace('"eventSource"', 'eventSource'), /has "v" where JSON allows none/],
  ['a record cut off in a string', FIRST.slice(0, FIRST.indexOf('PutRole') + 4), /./],
  ['a record cut off after a colon', FIRST.slice(0, FIRST.indexOf('"PutRole')), /./],
  ['a record cut off between fields', FIRST.slice(0, FIRST.indexOf('"eventName"')), /./],
  ['too deep nesting', `{"eventVersion":${'['.repeat(2000)}${']'.repeat(2000)}}`, /nested deeper than 1000/],
];

const FRAMES: Readonly<Record<string, (pieces: readonly string[]) => string>> = {
  'a delivery': (pieces) => `{"Records":[${pieces.join(',')}]}`,
  'a printed delivery': (pieces) => `{\n  "Records": [\n    ${pieces.join(',\n    ')}\n  ]\n}\n`,
  'a list': (pieces) => `[${pieces.join(',')}]`,
  NDJSON: (pieces) => `${pieces.join('\n')}\n`,
};

describe.each(Object.entries(FRAMES))('in %s', (_frame, build) => {
  test.each(DAMAGES)('%s costs that record only', (_name, broken, reason) => {
    const document = build([SECOND, broken, THIRD, SECOND]);
    const result = split(document);
    expect(texts(result)).toEqual([SECOND, THIRD, SECOND]);
    expect(result.rejected[0]?.reason).toMatch(reason);
    expect(result.rejected[0]?.byteOffset).toBe(
      Buffer.byteLength(document.slice(0, document.indexOf(broken))),
    );
    expect(result.rejected[0]?.excerpt.startsWith(broken.slice(0, 20))).toBe(true);
    expect(result.rejected[0]?.position).toBe(2);
    expectExact(document, result);
  });

  test.each(DAMAGES)('%s gives the same in chunks', (_name, broken) => {
    const document = build([SECOND, broken, THIRD, SECOND]);
    for (const chunkBytes of [1, 2, 3, 7, 64]) expect(split(document, chunkBytes)).toEqual(split(document));
  });

  test.each(DAMAGES)('%s at the end leaves the records before it', (_name, broken) => {
    const result = split(build([SECOND, THIRD, broken]));
    expect(texts(result)).toEqual([SECOND, THIRD]);
    expect(result.rejected).toHaveLength(1);
  });
});

test('records that begin with another field are found again after damage', () => {
  const sorted = THREE.map((text) => JSON.stringify({ awsRegion: 'eu-west-1', ...JSON.parse(text) }));
  const [first = '', second = '', third = ''] = sorted;
  expect(texts(split(`[${first},${second.slice(0, 100)},${third}]`))).toEqual([first, third]);
});

test('an escaped record inside a string is no place to go on', () => {
  const broken = FIRST.replace('bert-1', `${JSON.stringify(SECOND).slice(1, -1)}\n`);
  expect(texts(split(`{"Records":[${broken},${THIRD}]}`))).toEqual([THIRD]);
});

test('elements that are no objects are rejected one by one', () => {
  const document = `{"Records":[1, "a,]\\"{", null ,[[{"a":1}],2],${FIRST},true]}`;
  for (const chunkBytes of [1000, 1, 3]) {
    const result = split(document, chunkBytes);
    expect(texts(result)).toEqual([FIRST]);
    expect(result.rejected.map(({ excerpt }) => excerpt.trim())).toEqual([
      '1',
      '"a,]\\"{"',
      'null',
      '[[{"a":1}],2]',
      'true',
    ]);
    expectExact(document, result);
  }
});

test('lines of text between records are rejected line by line', () => {
  const { rejected, ...result } = split(`${FIRST}\nhello, world\n-- more\n${SECOND}\n`, 4);
  expect(texts({ rejected, ...result })).toEqual([FIRST, SECOND]);
  expect(rejected.map(({ excerpt, reason }) => [excerpt, reason])).toEqual([
    ['hello, world', 'This line is not a JSON object.'],
    ['-- more', 'This line is not a JSON object.'],
  ]);
});

test('a record over the limit is rejected and the next ones are read', () => {
  const huge = recordText(9, { additionalEventData: 'x'.repeat(5000) });
  const document = `{"Records":[${FIRST},${huge},${SECOND}]}`;
  for (const chunkBytes of [1 << 20, 64, 7]) {
    const result = split(document, chunkBytes, 4000);
    expect(texts(result)).toEqual([FIRST, SECOND]);
    expect(result.rejected).toHaveLength(1);
    expect(result.rejected[0]).toMatchObject({
      position: 2,
      sizeBytes: huge.length + 1 + (Buffer.byteLength(huge) - huge.length),
    });
    expect(result.rejected[0]?.reason).toMatch(/^It is longer than the limit of 4000 bytes/);
    expect(Buffer.byteLength(result.rejected[0]?.excerpt ?? '')).toBe(2000);
  }
});

test('a record of exactly the limit is read', () => {
  const size = Buffer.byteLength(FIRST);
  expect(texts(split(`[${FIRST}]`, 10, size))).toEqual([FIRST]);
  expect(texts(split(`[${FIRST}]`, 10, size - 1))).toEqual([]);
});

test.each([
  ['inside a record', `{"Records":[${FIRST},${SECOND.slice(0, 200)}`, 1],
  ['after a comma', `{"Records":[${FIRST},`, 0],
  ['before the last brace', `{"Records":[${FIRST}]`, 0],
  ['inside a list', `[${FIRST}`, 0],
])('a text that ends %s is called unclosed', (_where, document, rejected) => {
  for (const chunkBytes of [1 << 20, 1]) {
    const result = split(document, chunkBytes);
    expect(texts(result)).toEqual([FIRST]);
    expect(result.rejected).toHaveLength(rejected);
    expect(result.structure.unclosed).toBe(true);
  }
});

test('every prefix of a delivery gives the complete records in it and accounts for the rest', () => {
  const document = Buffer.from(`{"Records":[${THREE.join(',')}]}`);
  for (let length = 0; length < document.length; length += 1) {
    const result = split(document.subarray(0, length), 97);
    const expected = THREE.filter((text) => document.indexOf(text) + Buffer.byteLength(text) <= length);
    expect(texts(result)).toEqual(expected);
    expect(result.rejected.length).toBeLessThanOrEqual(1);
  }
});

test('an excerpt does not cut a character in two', () => {
  const { rejected } = split(`{"eventVersion":"${'é'.repeat(3000)}`);
  expect(rejected[0]?.excerpt).not.toContain('\ufffd');
});

test('endless openings of records do not take endless time', () => {
  const document = '{"eventVersion":'.repeat(60_000);
  const { records } = split(document, 1 << 16, 1 << 24);
  expect(records).toEqual([]);
});

test('white space without end after a key called Records is not kept', () => {
  const document = `{"Records":[${FIRST}],"Records"${' '.repeat(2_000_000)}:1}`;
  expect(texts(split(document, 64 * 1024))).toEqual([FIRST]);
  expect(split(document, 64 * 1024)).toEqual(split(document));
});

test('parts of a record whose opening brace is lost are one rejected piece, not records', () => {
  const broken = FIRST.slice(1);
  for (const document of [`{"Records":[${SECOND},${broken},${THIRD}]}`, `${SECOND}\n${broken}${THIRD}`]) {
    const result = split(document, 11);
    expect(texts(result)).toEqual([SECOND, THIRD]);
    expect(result.rejected.map(({ excerpt }) => excerpt.startsWith('"eventVersion"'))).toEqual([true]);
  }
});

const EDITS = Buffer.from('{}[]",:\\\n\0 eR1');

test('whatever is done to a text, pieces do not overlap and do not depend on the chunks', () => {
  const documents = Object.values(LAYOUTS);
  for (let round = 0; round < 400; round++) {
    const random = noiseBytes(8, round);
    const bytes = Buffer.from(documents[round % documents.length] ?? '');
    const at = random.readUInt16LE(0) % bytes.length;
    const removed = random.readUInt8(2) % 20;
    const inserted = EDITS.subarray(random.readUInt8(4) % EDITS.length).subarray(0, random.readUInt8(6) % 3);
    const damaged = Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at + removed)]);
    const result = split(damaged, 1 << 20, 3000);
    for (const chunkBytes of [1, 5, 64]) expect(split(damaged, chunkBytes, 3000)).toEqual(result);
    let end = 0;
    for (const { byteOffset, sizeBytes } of inOrder(result)) {
      expect(byteOffset).toBeGreaterThanOrEqual(end);
      end = byteOffset + sizeBytes;
    }
  }
});

function inOrder({
  records,
  rejected,
}: Split): { byteOffset: number; sizeBytes: number; position: number }[] {
  const sized = records.map(({ position, byteOffset, sizeBytes }) => ({ position, byteOffset, sizeBytes }));
  return [...sized, ...rejected].sort((a, b) => a.position - b.position);
}

describe('a record outside of the list of its batch', () => {
  test.each([
    ['behind it', `{"Records":[${FIRST}], "x" : [ {"a":1}, ${SECOND} ] , "c":null}\n${THIRD}`, THREE],
    ['before it', `{"x":[{"a":1},${FIRST}],"Records":[${SECOND},${THIRD}]}`, THREE],
    ['as the value of a key', `{"Records":[${FIRST}],"x":\n  ${SECOND}}`, [FIRST, SECOND]],
    ['of a list of batches', `[{"Records":[],"x":[${FIRST}]},{"Records":[${SECOND}]}]`, [FIRST, SECOND]],
  ])('is found %s, in chunks of any size', (_where, document, expected) => {
    const result = split(document);
    expect(texts(result)).toEqual(expected);
    expectExact(document, result);
    for (const chunkBytes of [1, 2, 3, 7, 64, 300]) expect(split(document, chunkBytes)).toEqual(result);
  });

  test('is not what merely begins like a nested object of one', () => {
    const document = `{"Records":[${FIRST}],"x":{"eventTime":"2023-07-22"},"y":[{"name":"eventVersion"}]}`;
    expect(split(document, 5)).toEqual(split(document));
    expect(split(document).rejected).toEqual([]);
    expect(texts(split(document))).toEqual([FIRST]);
  });
});
