import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseQuery } from '../../../preload/contract/query/parse-query.ts';
import { SQL_DIR } from '../test-case.ts';
import { loadPanelCatalogue } from './panel-catalogue.ts';
import { type Panel, parsePanelFile } from './panel-catalogue-header.ts';
import { fillPlaceholders, placeholdersOf } from './panel-catalogue-placeholders.ts';

const HEADER = `-- title: Calls
-- chart: column
-- stack: outcome
-- keys: actor, who=userIdentity.type, account?
-- option: group_by (Group by) = actor|Actor, role|Role
-- option: all (Everything) = false|No, true|Yes
-- query: eventName:*
-- query when all=false: initiator:principal OR service:iam
-- description: What it shows
--   in more than one line.
-- condition: All events.
-- pitfall: P1 One thing.
-- pitfall: P2 Another.
-- empty: Nothing.`;

const parse = (header: string, sql = 'select "$group_by", $all as all_of_it from event'): Panel =>
  parsePanelFile('sql/dashboards/overview/calls.sql', 'overview/calls', `${header}\n\n${sql}\n`);

const kebab = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true });
});

/** A folder of dashboards with the given files. */
async function sqlDir(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'spoor-sql-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, 'dashboards', name);
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, text);
  }
  return folder;
}

describe('the catalogue of panels', () => {
  it('has the dashboards and their panels in order', async () => {
    const { dashboards, panels } = await loadPanelCatalogue(SQL_DIR);
    expect(Object.fromEntries(dashboards.map(({ id, panels: own }) => [id, own.length]))).toEqual({
      triage: 16,
      overview: 6,
      'console-logins': 9,
      'user-monitoring': 6,
      'network-and-security': 8,
      operations: 6,
      's3-public': 9,
    });
    expect(dashboards.flatMap((dashboard) => dashboard.panels.map(({ id }) => id))).toEqual([
      ...panels.keys(),
    ]);
  });

  it('names each panel by its title', async () => {
    for (const { info } of (await loadPanelCatalogue(SQL_DIR)).panels.values()) {
      expect(info.id).toBe(`${info.dashboard}/${kebab(info.title)}`);
    }
  });

  it('has a query that can be read for every panel and option, and a sentence for its condition', async () => {
    for (const { info, queryParts } of (await loadPanelCatalogue(SQL_DIR)).panels.values()) {
      expect(parseQuery(info.query).ok, info.id).toBe(true);
      for (const { query } of queryParts) {
        expect(parseQuery(query.replaceAll('$home_countries', 'US')).ok, `${info.id}: ${query}`).toBe(true);
      }
      for (const sentence of [info.condition, info.description, info.empty, ...info.pitfalls]) {
        expect(sentence, info.id).toMatch(/\.$/);
      }
      expect(info.pitfalls.length, info.id).toBeGreaterThan(0);
      expect(info.original, info.id).toMatch(/^Sumo /);
    }
  });

  it('refuses a panel that is listed and not there, and one that is there and not listed', async () => {
    const list = JSON.stringify([{ id: 'overview', title: 'Overview', panels: ['calls'] }]);
    await expect(loadPanelCatalogue(await sqlDir({ 'dashboards.json': list }))).rejects.toThrow(
      /dashboards\.json:1: calls: there is no .*overview\/calls\.sql/,
    );
    const files = {
      'dashboards.json': list,
      'overview/calls.sql': `${HEADER}\nselect "$group_by", $all from event`,
      'overview/more.sql': '',
    };
    await expect(loadPanelCatalogue(await sqlDir(files))).rejects.toThrow(
      /more\.sql:1: dashboards\.json does not/,
    );
  });

  it('gives a panel that several dashboards share an id in each', async () => {
    const list = [
      { id: 'overview', title: 'Overview', panels: ['calls'] },
      { id: 'other', title: 'Other', panels: ['overview/calls'] },
    ];
    const files = {
      'dashboards.json': JSON.stringify(list),
      'overview/calls.sql': `${HEADER}\nselect "$group_by", $all from event`,
    };
    const { dashboards, panels } = await loadPanelCatalogue(await sqlDir(files));
    expect([...panels.keys()]).toEqual(['overview/calls', 'other/calls']);
    expect(dashboards[1]?.panels[0]).toMatchObject({ id: 'other/calls', dashboard: 'other', title: 'Calls' });
  });

  it('refuses a list that is not one', async () => {
    await expect(loadPanelCatalogue(await sqlDir({ 'dashboards.json': '[{}]' }))).rejects.toThrow(
      'dashboards.json:1: 0.id',
    );
    await expect(loadPanelCatalogue(await sqlDir({ 'dashboards.json': '[' }))).rejects.toThrow(
      'not valid JSON',
    );
  });
});

describe('the header of a panel', () => {
  it('becomes its info', () => {
    const { info } = parse(HEADER);
    expect(info).toMatchObject({
      id: 'overview/calls',
      dashboard: 'overview',
      title: 'Calls',
      chart: 'column',
      stack: 'outcome',
      size: 'medium',
      description: 'What it shows in more than one line.',
      pitfalls: ['P1 One thing.', 'P2 Another.'],
      original: null,
      windowHours: null,
      sql: 'select "$group_by", $all as all_of_it from event',
    });
    expect(info.options[1]).toEqual({
      name: 'all',
      title: 'Everything',
      values: [
        { value: 'false', title: 'No' },
        { value: 'true', title: 'Yes' },
      ],
      default: 'false',
    });
  });

  it('has the keys of rows, of which some may stand for any value', () => {
    const panel = parse(HEADER);
    expect(panel.info.keys).toEqual([
      { column: 'actor', field: 'actor' },
      { column: 'who', field: 'userIdentity.type' },
      { column: 'account', field: 'account' },
    ]);
    expect(panel.optionalColumns).toEqual(['account']);
  });

  it('may limit its rows and name the events it needs', () => {
    const more = `${HEADER}\n-- rows: 500\n-- needs: service:s3\n-- absent: No data events of S3 are logged.`;
    const panel = parse(more);
    expect(panel.mostRows).toBe(500);
    expect(panel.info).toMatchObject({ needs: 'service:s3', absent: 'No data events of S3 are logged.' });
    expect(parse(HEADER)).toMatchObject({ mostRows: null, info: { needs: null, absent: null } });
  });

  it('joins the query that holds by default', () => {
    expect(parse(HEADER).info.query).toBe('eventName:* AND (initiator:principal OR service:iam)');
  });

  it.each([
    [
      'a stack that no option chooses',
      HEADER.replace('stack: outcome', 'stack: $by'),
      3,
      '$by is not an option',
    ],
    ['an unknown entry', HEADER.replace('-- stack', '-- stacked'), 3, 'there is no header entry “stacked”'],
    ['a line that is no entry', HEADER.replace('-- stack:', '--stack'), 3, 'expected “-- key: value”'],
    ['a chart it does not know', HEADER.replace('column\n', 'pillar\n'), 2, 'chart: '],
    [
      'an option without values',
      HEADER.replace(' = actor|Actor, role|Role', ''),
      5,
      'expected “option: name',
    ],
    ['a condition on no option', HEADER.replace('all=false', 'all=maybe'), 8, '“all=maybe” is not a value'],
    ['an entry given twice', `${HEADER}\n-- title: Again`, 15, '“title” stands here a second time'],
    ['needs without absent', `${HEADER}\n-- needs: service:s3`, 15, '“needs” and “absent” belong together'],
    ['a number of rows that is none', `${HEADER}\n-- rows: many`, 15, '“rows” is a whole number'],
    ['no condition', HEADER.replace('-- condition: All events.\n', ''), 1, 'the header has no “condition”'],
  ])('is refused with file and line: %s', (_, header, line, problem) => {
    expect(() => parse(header)).toThrow(`sql/dashboards/overview/calls.sql:${line}: ${problem}`);
  });

  it('is refused where the SELECT uses what is not there', () => {
    expect(() => parse(HEADER, 'select 1\nwhere $other')).toThrow(
      ':16: $other is neither an option nor built in',
    );
    expect(() => parse(HEADER, 'select "$bucket"')).toThrow('$bucket is neither an option nor built in');
    expect(() => parse(HEADER, '')).toThrow('there is no SELECT');
  });
});

describe('placeholders', () => {
  const sql = `select '$text', "$column", "a $name" -- $comment
from t where a = $value`;

  it('are found outside of texts, comments and other names', () => {
    expect(placeholdersOf(sql).map(({ kind, name }) => [kind, name])).toEqual([
      ['column', 'column'],
      ['value', 'value'],
    ]);
  });

  it('are filled in place', () => {
    const filled = fillPlaceholders(sql, placeholdersOf(sql), ({ kind, name }) => `<${kind} ${name}>`);
    expect(filled).toBe(sql.replace('"$column"', '<column column>').replace('$value', '<value value>'));
  });
});
