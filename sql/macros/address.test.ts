import { readFileSync } from 'node:fs';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const macrosFile = new URL('./address.sql', import.meta.url);

let instance: DuckDBInstance;
let connection: DuckDBConnection;

beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:');
  connection = await instance.connect();
  for (const statement of readFileSync(macrosFile, 'utf8').split(/;\s*\n/)) {
    if (statement.trim() !== '') await connection.run(statement);
  }
});

afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

/** The value of an SQL expression over $a and $b, as text. */
async function evaluate(
  expression: string,
  a: string | null,
  b: string | null = null,
): Promise<string | null> {
  const sql = `select (${expression})::varchar from (select $a::varchar as a, $b::varchar as b)`;
  const [row] = (await connection.runAndReadAll(sql, { a, b })).getRows();
  const value = row?.[0];
  return typeof value === 'string' ? value : null;
}

const notAddresses: readonly (string | null)[] = [
  null,
  '',
  '-',
  ' ',
  '.',
  ':',
  ':::',
  '...',
  '1.2.3',
  '1.2.3.4.5',
  '1.2.3.4.',
  '.1.2.3.4',
  '1..2.3',
  '256.1.1.1',
  '1.2.3.999',
  '253.252.51.07',
  '01.2.3.4',
  '00.0.0.0',
  '1.2.3.4 ',
  ' 1.2.3.4',
  '1.2.3.4\n',
  '1.2.3.4\u0000',
  '1.2.3.4:443',
  '1.2.3.4/32',
  '1,2,3,4',
  '0x7f.0.0.1',
  '2130706433',
  '-1.2.3.4',
  '+1.2.3.4',
  '1.2.3.4e1',
  '١.٢.٣.٤',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7:',
  ':1:2:3:4:5:6:7',
  '1:2:3:4::5:6:7:8',
  '1::2::3',
  '::1::',
  '12345::',
  '::g',
  'fe80::1%eth0',
  'fe80::1%25eth0',
  '[::1]',
  '::1 ',
  '::ffff:1.2.3.256',
  '::ffff:01.2.3.4',
  '::1.2.3',
  '1.2.3.4::',
  '::1.2.3.4:5',
  '1:2:3:4:5:6:7:1.2.3.4',
  "'; drop table event; --",
  '<script>alert(1)</script>',
  'AWS Internal',
  'signin.amazonaws.com',
  'x'.repeat(100_000),
  ':'.repeat(100_000),
  '1'.repeat(100_000),
  '\ud83d\ude00',
];

describe('ipv4_number', () => {
  it.each([
    ['0.0.0.0', '0'],
    ['0.0.0.1', '1'],
    ['1.2.3.4', '16909060'],
    ['8.8.8.8', '134744072'],
    ['10.0.0.255', '167772415'],
    ['255.255.255.255', '4294967295'],
  ])('reads %s', async (address, number) => {
    expect(await evaluate('ipv4_number(a)', address)).toBe(number);
  });

  it('does not take IPv6 for IPv4', async () => {
    expect(await evaluate('ipv4_number(a)', '::ffff:1.2.3.4')).toBeNull();
  });

  it('is an UINTEGER', async () => {
    expect(await evaluate('typeof(ipv4_number(a))', '1.2.3.4')).toBe('UINTEGER');
  });
});

describe('ipv6_number and ipv6_prefix', () => {
  it.each([
    ['::', '0', '0'],
    ['::1', '1', '0'],
    ['1::', '5192296858534827628530496329220096', '281474976710656'],
    ['1:2:3:4:5:6:7:8', '5192455318486707404433266433261576', '281483566841860'],
    ['1:2:3:4:5:6:7::', '5192455318486707404433266433261568', '281483566841860'],
    ['::2:3:4:5:6:7:8', '158459951879775902770104041480', '8590131204'],
    ['1::3:4:5:6:7:8', '5192296862161678875758079345360904', '281474976907268'],
    ['0001:0002:0003:0004:0005:0006:0007:0008', '5192455318486707404433266433261576', '281483566841860'],
    ['2001:db8::1', '42540766411282592856903984951653826561', '2306139568115548160'],
    ['2001:DB8::1', '42540766411282592856903984951653826561', '2306139568115548160'],
    ['::ffff:1.2.3.4', '281470698652420', '0'],
    ['::FFFF:102:304', '281470698652420', '0'],
    ['0:0:0:0:0:ffff:1.2.3.4', '281470698652420', '0'],
    ['::1.2.3.4', '16909060', '0'],
    ['64:ff9b::8.8.8.8', '524413980667603649783483181446989832', '28428538856079360'],
    [
      'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
      '340282366920938463463374607431768211455',
      '18446744073709551615',
    ],
    [
      'ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255',
      '340282366920938463463374607431768211455',
      '18446744073709551615',
    ],
  ])('read %s', async (address, number, prefix) => {
    expect(await evaluate('ipv6_number(a)', address)).toBe(number);
    expect(await evaluate('ipv6_prefix(a)', address)).toBe(prefix);
  });

  it('are an UHUGEINT and an UBIGINT', async () => {
    expect(await evaluate("typeof(ipv6_number(a)) || ' ' || typeof(ipv6_prefix(a))", '::1')).toBe(
      'UHUGEINT UBIGINT',
    );
  });
});

describe('what is not an address', () => {
  it.each(notAddresses.map((text) => [text?.slice(0, 40) ?? 'NULL', text] as const))(
    'is no number and class other or AWS: %s',
    async (_name, text) => {
      expect(await evaluate('ipv4_number(a)', text)).toBeNull();
      expect(await evaluate('ipv6_number(a)', text)).toBeNull();
      expect(await evaluate('ipv6_prefix(a)', text)).toBeNull();
      expect(await evaluate('source_class(a)', text)).toMatch(/^(other|aws_internal|aws_service)$/);
    },
  );
});

describe('source_class', () => {
  it.each([
    [
      'public4',
      '8.8.8.8 1.1.1.1 9.255.255.255 11.0.0.0 126.255.255.255 128.0.0.0 100.63.255.255 100.128.0.0',
    ],
    [
      'public4',
      '169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 192.167.255.255 192.169.0.0 223.255.255.255',
    ],
    ['public4', '192.0.2.1 198.51.100.1 203.0.113.1 1.0.0.0 ::ffff:8.8.8.8 ::ffff:808:808'],
    ['private', '10.0.0.0 10.255.255.255 127.0.0.1 100.64.0.0 100.127.255.255 169.254.169.254 172.16.0.0'],
    ['private', '172.31.255.255 192.168.0.1 ::ffff:10.0.0.1 ::1 fc00:: fdff::1 FD00::1 fe80::1 febf::1'],
    ['other', '0.0.0.0 0.255.255.255 224.0.0.1 239.255.255.255 240.0.0.0 255.255.255.255 ::ffff:0.0.0.1'],
    ['other', ':: ::2 ::8.8.8.8 100::1 fec0::1 ff02::1 1fff::1 4000::1 64:ff9b:1::1 253.252.51.07 - _'],
    ['public6', '2001:4860:4860::8888 2001:db8::1 2000:: 3fff:ffff::1 2002:808:808::1 64:ff9b::8.8.8.8'],
    [
      'aws_service',
      'signin.amazonaws.com cloudformation.amazonaws.com CloudTrail.AmazonAWS.com s3.amazonaws.com.cn s3.amazonaws.eu',
    ],
    ['aws_service', 'ec2.us-east-1.amazonaws.com apidocs.aws.amazon.com support.amazon.com ec2.aws.internal'],
    ['other', 'amazonaws.com .amazonaws.com evilamazonaws.com a.amazonaws.com.evil.com amazon.com.evil.org'],
    [
      'other',
      'a..amazonaws.com <b>.amazonaws.com http://s3.amazonaws.com s3.amazonaws.com/x example.com localhost',
    ],
    ['other', 'aws aws-internal xn--.internal'],
  ])('says %s of %s', async (expected, addresses) => {
    for (const address of addresses.split(' ')) {
      expect(`${address} ${await evaluate('source_class(a)', address)}`).toBe(`${address} ${expected}`);
    }
  });

  it.each([
    'AWS Internal',
    'aws internal',
    'AWS INTERNAL',
    'AWS Internal/',
    'AWS Internal/#',
    'AWS Internal/3',
  ])('says aws_internal of %s', async (text) => {
    expect(await evaluate('source_class(a)', text)).toBe('aws_internal');
  });

  it.each([
    'AWS Internals',
    'x AWS Internal',
    'AWS  Internal',
    'AWS Internal /',
    's3.amazonaws.com\n',
    'a b.amazonaws.com',
  ])('says other of %j', async (text) => {
    expect(await evaluate('source_class(a)', text)).toBe('other');
  });
});

describe('in_cidr', () => {
  it.each([
    ['10.1.2.3', '10.0.0.0/8', 'true'],
    ['11.0.0.0', '10.0.0.0/8', 'false'],
    ['10.1.2.3', '10.9.9.9/8', 'true'],
    ['1.2.3.4', '1.2.3.4/32', 'true'],
    ['1.2.3.5', '1.2.3.4/32', 'false'],
    ['1.2.3.5', '1.2.3.4/31', 'true'],
    ['1.2.3.4', '1.2.3.4', 'true'],
    ['255.255.255.255', '0.0.0.0/0', 'true'],
    ['0.0.0.0', '128.0.0.0/1', 'false'],
    ['203.0.113.77', '203.0.113.64/26', 'true'],
    ['203.0.113.63', '203.0.113.64/26', 'false'],
    ['::ffff:10.0.0.1', '10.0.0.0/8', 'true'],
    ['10.0.0.1', '::ffff:10.0.0.0/104', 'true'],
    ['2001:db8::1', '2001:db8::/32', 'true'],
    ['2001:db9::1', '2001:db8::/32', 'false'],
    ['2001:db8::1', '2001:DB8::1', 'true'],
    ['2001:db8::2', '2001:db8::1/128', 'false'],
    ['2001:db8::3', '2001:db8::2/127', 'true'],
    ['ffff::1', '::/0', 'true'],
    ['1.2.3.4', '::/0', 'false'],
    ['::1', '0.0.0.0/0', 'false'],
    ['fe80::1', 'fe80::/10', 'true'],
  ])('%s in %s is %s', async (address, cidr, expected) => {
    expect(await evaluate('in_cidr(a, b)', address, cidr)).toBe(expected);
  });

  it.each([
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/08',
    '10.0.0.0/',
    '10.0.0/8',
    '10.0.0.0/8/8',
    '/8',
    '',
    '-',
    '::/129',
    '::/999',
    '::/9999999999',
    'x/8',
    '10.0.0.0/8 ',
    '10.0.0.0 /8',
    null,
  ])('is NULL for the block %j', async (cidr) => {
    expect(await evaluate('in_cidr(a, b)', '10.0.0.1', cidr)).toBeNull();
  });

  it('is false for every text that is not an address, NULL for NULL', async () => {
    for (const text of notAddresses) {
      const expected = text === null ? null : 'false';
      expect(await evaluate('in_cidr(a, b)', text, '10.0.0.0/8')).toBe(expected);
      expect(await evaluate('in_cidr(a, b)', text, '::/0')).toBe(expected);
    }
  });
});

describe('the macros over many rows', () => {
  it('class and number 100,000 addresses without an error', async () => {
    const sql = `
      with address as (
        select
          case i % 4
            when 0 then (hash(i) % 300) || '.' || (i % 256) || '.' || (i // 256 % 256) || '.7'
            when 1 then '2001:' || lower(to_hex(hash(i) % 65536)) || '::' || lower(to_hex(i))
            when 2 then 'service' || i || '.amazonaws.com'
            else md5(i::varchar)
          end as text
        from range(100000) as numbers(i)
      )
      select source_class(text) as class, count(*)::integer as n from address group by 1 order by 1`;
    const rows = (await connection.runAndReadAll(sql)).getRows();
    expect(rows.map(([name]) => name)).toEqual(['aws_service', 'other', 'private', 'public4', 'public6']);
    expect(rows.reduce((total, [, n]) => total + Number(n), 0)).toBe(100_000);
  });

  it('agree with the platform on which random group texts are IPv6', async () => {
    const { isIPv6 } = await import('node:net');
    const pieces = ['', ':', '::', '0', '1', 'ff', 'abcd', '1.2.3.4', '00000'];
    let seed = 7;
    const next = (limit: number) => {
      seed = (seed * 48271) % 2147483647;
      return seed % limit;
    };
    const texts = Array.from({ length: 20_000 }, () =>
      Array.from({ length: 3 + next(14) }, (_, at) =>
        at % 2 === 0 ? pieces[3 + next(6)] : pieces[next(8) === 0 ? 2 : 1],
      ).join(''),
    );
    const sql = 'select t, ipv6_number(t) is not null from (select unnest($texts::varchar[]) as t)';
    const literal = `[${texts.map((text) => `'${text}'`).join(',')}]`;
    const rows = (await connection.runAndReadAll(sql.replace('$texts', literal))).getRows();
    for (const [text, found] of rows) expect(`${text} ${found}`).toBe(`${text} ${isIPv6(String(text))}`);
  });
});
