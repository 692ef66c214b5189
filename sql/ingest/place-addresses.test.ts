import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const referenceDir = fileURLToPath(new URL('../reference', import.meta.url));
const macros = readFileSync(new URL('../macros/address.sql', import.meta.url), 'utf8');
const template = readFileSync(new URL('./place-addresses.sql', import.meta.url), 'utf8');

const placedSchema = z.object({
  address: z.string().nullable(),
  source_class: z.enum(['public4', 'public6', 'private', 'aws_service', 'aws_internal', 'other']),
  country: z.string().nullable(),
  country_name: z.string().nullable(),
  subdivision: z.string().nullable(),
  city: z.string().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  asn: z.number().nullable(),
  network: z.string().nullable(),
});

type Placed = z.infer<typeof placedSchema>;

let instance: DuckDBInstance;
let connection: DuckDBConnection;

beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:');
  connection = await instance.connect();
  for (const statement of macros.split(/;\s*\n/)) {
    if (statement.trim() !== '') await connection.run(statement);
  }
});

afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

function placeAddressesSql(directory: string): string {
  return template.replaceAll('$' + '{reference}', directory.replaceAll("'", "''"));
}

async function fillAddresses(addresses: readonly (string | null)[]): Promise<void> {
  await connection.run('create or replace table address_to_place (address varchar)');
  const appender = await connection.createAppender('address_to_place');
  for (const address of addresses) {
    if (address === null) appender.appendNull();
    else appender.appendVarchar(address);
    appender.endRow();
  }
  appender.closeSync();
}

async function place(
  addresses: readonly (string | null)[],
  directory = referenceDir,
): Promise<Map<string, Placed>> {
  await fillAddresses(addresses);
  const reader = await connection.runAndReadAll(placeAddressesSql(directory));
  const rows = z.array(placedSchema.strict()).parse(reader.getRowObjectsJS());
  expect(rows).toHaveLength(addresses.length);
  return new Map(rows.map((row) => [row.address ?? 'NULL', row]));
}

describe('placing addresses', () => {
  it('knows country and network of well-known addresses, IPv4 and IPv6', async () => {
    const known = [
      ['8.8.8.8', 'US', 15169],
      ['1.1.1.1', 'AU', 13335],
      ['52.94.76.1', 'US', 16509],
      ['185.220.101.1', 'DE', 60729],
      ['193.0.6.139', 'NL', 3333],
      ['133.11.0.1', 'JP', 2501],
      ['2a00:1450:4001:80b::200e', 'DE', 15169],
      ['2a01:4f8::1', 'DE', 24940],
      ['2001:200::1', 'JP', 2500],
      ['2600:1f18::1', 'US', 14618],
    ] as const;
    const placed = await place(known.map(([address]) => address));
    for (const [address, country, asn] of known) {
      expect(placed.get(address)).toMatchObject({ address, country, asn });
    }
  });

  it('fills every column of a known address', async () => {
    const placed = await place(['8.8.8.8']);
    expect(placed.get('8.8.8.8')).toEqual({
      address: '8.8.8.8',
      source_class: 'public4',
      country: 'US',
      country_name: 'United States',
      subdivision: 'California',
      city: 'Mountain View',
      latitude: 37.42,
      longitude: -122.08,
      asn: 15169,
      network: 'Google LLC',
    });
  });

  it('treats an IPv4-mapped address as its IPv4 address', async () => {
    const placed = await place(['8.8.8.8', '::ffff:8.8.8.8', '::FFFF:808:808']);
    const { address: _address, ...expected } = placed.get('8.8.8.8') ?? { address: null };
    expect(placed.get('::ffff:8.8.8.8')).toMatchObject(expected);
    expect(placed.get('::FFFF:808:808')).toMatchObject(expected);
  });

  it('gives addresses in gaps no place, and the addresses on both sides of a gap their own', async () => {
    const gaps = [
      '192.0.2.1',
      '198.51.100.1',
      '203.0.113.1',
      '198.18.0.1',
      '2000::1',
      '3fff::1',
      '2001:db8::1',
    ];
    const sides = [
      '192.0.1.255',
      '192.0.3.0',
      '198.51.99.255',
      '198.51.101.0',
      '203.0.112.255',
      '203.0.114.0',
    ];
    const placed = await place([...gaps, ...sides]);
    for (const address of gaps) {
      expect(placed.get(address)).toMatchObject({
        country: null,
        city: null,
        latitude: null,
        country_name: null,
      });
    }
    for (const address of sides) expect(placed.get(address)?.country).toMatch(/^[A-Z]{2}$/);
  });

  it('starts and ends ranges exactly at their bounds', async () => {
    const rows = await connection.runAndReadAll(`
      with bounded as (
        select start_address, place_id, lag(place_id) over (order by start_address) as place_before
        from read_parquet('${referenceDir.replaceAll("'", "''")}/place_range_4.parquet')
      )
      select start_address, place_id, place_before from bounded
      where start_address >> 24 between 11 and 99 and start_address % 997 = 0 limit 200`);
    const bounds = rows.getRows().map((row) => row.map(Number));
    const text = (number: number) => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
    const addresses = bounds.flatMap(([start = 0]) => [text(start), text(start - 1)]);
    await fillAddresses([...new Set(addresses)]);
    await connection.run(`create or replace table placed as ${placeAddressesSql(referenceDir)}`);
    expect(bounds).toHaveLength(200);
    const placeRows = await connection.runAndReadAll(`
      select placed.address, list(place_id) from placed
      join read_parquet('${referenceDir.replaceAll("'", "''")}/place.parquet') as place
        on (place.country, place.region, place.city, place.latitude::double, place.longitude::double)
        is not distinct from (placed.country, placed.subdivision, placed.city, placed.latitude, placed.longitude)
      group by 1`);
    const placeOf = new Map(placeRows.getRowsJS().map(([address, ids]) => [address, ids]));
    for (const [start = 0, placeId, placeBefore] of bounds) {
      expect(placeOf.get(text(start))).toEqual([placeId]);
      expect(placeOf.get(text(start - 1))).toEqual([placeBefore]);
    }
  });

  it('keeps every row and places nothing that is not a public address', async () => {
    const texts = [
      '',
      '-',
      null,
      'AWS Internal',
      'AWS Internal/#',
      'cloudformation.amazonaws.com',
      '10.0.0.1',
      '100.64.0.1',
      'fe80::1',
      '253.252.51.07',
      '256.1.1.1',
      '0.0.0.0',
      '255.255.255.255',
      "'; drop table address_to_place; --",
      '$' + '{reference}',
      '<img src=x onerror=alert(1)>',
      '8.8.8.8, 1.1.1.1',
      'x'.repeat(1_000_000),
      '\u0000',
      '\u202e8.8.8.8',
    ];
    const placed = await place(texts);
    for (const row of placed.values()) {
      expect(row.source_class).not.toMatch(/public/);
      expect(row).toMatchObject({
        country: null,
        country_name: null,
        city: null,
        latitude: null,
        asn: null,
        network: null,
      });
    }
    expect(placed.get('AWS Internal/#')?.source_class).toBe('aws_internal');
    expect(placed.get('cloudformation.amazonaws.com')?.source_class).toBe('aws_service');
    expect(placed.get('100.64.0.1')?.source_class).toBe('private');
    expect(placed.get('NULL')?.source_class).toBe('other');
  });

  it('works on no addresses at all', async () => {
    expect((await place([])).size).toBe(0);
  });

  it('reads a reference folder whose path holds a quote', async () => {
    const directory = mkdtempSync(path.join(tmpdir(), "o'reference-"));
    const link = path.join(directory, 'reference');
    symlinkSync(referenceDir, link, 'junction');
    try {
      expect((await place(['8.8.8.8'], link)).get('8.8.8.8')?.country).toBe('US');
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('agrees with source_class on every row', async () => {
    await place([
      '8.8.8.8',
      '::1',
      '-',
      'AWS Internal',
      's3.amazonaws.com',
      '2001:db8::1',
      '::ffff:10.0.0.1',
      '1::2::3',
    ]);
    const sql = `select count(*) from (${placeAddressesSql(referenceDir)}) where source_class <> source_class(address)`;
    expect((await connection.runAndReadAll(sql)).getRows()).toEqual([[0n]]);
  });
});

describe('speed', () => {
  const random = (count: number) => `
    create or replace table address_to_place as
    select distinct
      if(i % 10 = 0,
        '2a0' || i % 10 || ':' || lower(to_hex(hash(i) % 65536)) || '::' || lower(to_hex(i)),
        (1 + hash(i) % 223) || '.' || (i % 256) || '.' || (i // 256 % 256) || '.' || (i // 65536)) as address
    from range(${count}) as numbers(i)`;

  it.each([1, 40, 100_000])('places %i addresses, each once', async (count) => {
    await connection.run(random(count));
    await connection.run(`create or replace table placed as ${placeAddressesSql(referenceDir)}`);
    const [row] = (
      await connection.runAndReadAll('select count(*), count(distinct address) from placed')
    ).getRows();
    expect(row).toEqual([BigInt(count), BigInt(count)]);
  });

  it('does not join by a nested loop when there are few addresses', async () => {
    await fillAddresses(['8.8.8.8', '2a01:4f8::1']);
    const plan = await connection.runAndReadAll(`explain ${placeAddressesSql(referenceDir)}`);
    const text = plan.getRows().flat().join('\n');
    expect(text).toContain('ASOF_JOIN');
    expect(text).not.toMatch(/NESTED_LOOP_JOIN|BLOCKWISE_NL_JOIN/);
  });
});

describe('the reference folder', () => {
  it('holds the seven tables and the notice, 25 MB at most, no file above 12 MB', () => {
    const files = readdirSync(referenceDir).sort();
    expect(files).toEqual([
      'NOTICE.md',
      'country.parquet',
      'network.parquet',
      'network_range_4.parquet',
      'network_range_6.parquet',
      'place.parquet',
      'place_range_4.parquet',
      'place_range_6.parquet',
    ]);
    const sizes = files.map((name) => statSync(path.join(referenceDir, name)).size);
    expect(Math.max(...sizes)).toBeLessThan(12_000_000);
    expect(sizes.reduce((total, size) => total + size, 0)).toBeLessThan(25_000_000);
  });

  it('names its sources and their licence', () => {
    const notice = readFileSync(path.join(referenceDir, 'NOTICE.md'), 'utf8');
    for (const text of [
      'IP Geolocation by DB-IP',
      'https://db-ip.com',
      'CC BY 4.0',
      'routeviews.org',
      'nro.net',
    ]) {
      expect(notice).toContain(text);
    }
  });

  it.each([
    ['place_range_4', 'start_address', 'UINTEGER', 'place_id', 'place'],
    ['place_range_6', 'start_prefix', 'UBIGINT', 'place_id', 'place'],
    ['network_range_4', 'start_address', 'UINTEGER', 'asn', 'network'],
    ['network_range_6', 'start_prefix', 'UBIGINT', 'asn', 'network'],
  ])('%s is sorted, merged, and every id is known', async (table, start, type, id, dimension) => {
    const file = (name: string) => `read_parquet('${referenceDir.replaceAll("'", "''")}/${name}.parquet')`;
    const [row] = (
      await connection.runAndReadAll(`
        with stepped as (
          select
            ${start}, ${id},
            lag(${start}) over () as start_before,
            lag(${id}) over () as id_before
          from ${file(table)}
        )
        select
          any_value(typeof(${start})),
          count(*) filter (${start} <= start_before),
          count(*) filter (start_before is not null and ${id} is not distinct from id_before),
          count(*) filter (${id} is not null and ${id} not in (select ${id} from ${file(dimension)}))
        from stepped`)
    ).getRows();
    expect(row).toEqual([type, 0n, 0n, 0n]);
  });
});
