// The plainest load of logs into DuckDB, as a program of its own: `plain-load FOLDER LAYOUT DATABASE LARGEST`, LARGEST the
// bytes of the largest file, uncompressed. Each record's JSON
// becomes a row of a table on disk, and nothing else: no hashes, no de-duplication, no columns, no ledger.
import { DuckDBInstance } from '@duckdb/node-api';

const [folder = '', layout = '', path = '', largest = '0'] = process.argv.slice(2);
/** DuckDB keeps buffers of this size, so it is no larger than it must be; its own default is the least. */
const largestObject = Math.max(16 * 1024 * 1024, Math.ceil(Number(largest) * 1.1));

const READ: Readonly<Record<string, string>> = {
  'small-gz': `select unnest(Records) as raw from read_json('${folder}/**/*.json.gz', columns = {Records: 'JSON[]'}, maximum_object_size = ${largestObject})`,
  'big-gz': `select unnest(Records) as raw from read_json('${folder}/*.json.gz', columns = {Records: 'JSON[]'}, maximum_object_size = ${largestObject})`,
  ndjson: `select json as raw from read_ndjson_objects('${folder}/*.ndjson')`,
  single: `select unnest(Records) as raw from read_json('${folder}/*.json', columns = {Records: 'JSON[]'}, maximum_object_size = ${largestObject})`,
};

const instance = await DuckDBInstance.create(path);
const connection = await instance.connect();
await connection.run(`create table record as ${READ[layout]}`);
await connection.run('checkpoint');
const [count] = (await connection.runAndReadAll('select count(*) from record')).getRows();
console.log(String(count?.[0]));
connection.closeSync();
instance.closeSync();
