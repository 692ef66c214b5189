import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPublicAccessMacros, type PublicAccessMacros } from './public-access.fixture.ts';

/** Events that others judged, from the tests of two products that look for public buckets and objects. */
const DATA = join(import.meta.dirname, '../../../shared/data');
const STREAMALERT = join(DATA, 'streamalert-eventbridge/rules/community/cloudwatch_events');
const PANTHER = join(DATA, 'panther-rule-tests/panther-cloudtrail-tests.ndjson');
const isThere = existsSync(STREAMALERT) && existsSync(PANTHER);
if (!isThere) console.info(`Left out: judgements of others on public access, because there is no ${DATA}.`);

type Judged = {
  readonly name: string;
  readonly event: string;
  readonly request: unknown;
  readonly isPublic: boolean;
};
type Call = {
  readonly eventName: string;
  readonly errorCode?: string;
  readonly requestParameters?: unknown;
};
type StreamalertTest = {
  readonly description: string;
  readonly trigger_rules: readonly string[];
  readonly data: { readonly detail: Call };
};
type PantherTest = { readonly test: string; readonly expected_alert: boolean; readonly log: Call };

function streamalertEvents(): Judged[] {
  return readdirSync(STREAMALERT)
    .filter((name) => /_put_(object|bucket)_acl.*\.json$/.test(name))
    .flatMap((name) => JSON.parse(readFileSync(join(STREAMALERT, name), 'utf8')) as StreamalertTest[])
    .map(({ description, trigger_rules: rules, data }) => ({
      name: description,
      event: data.detail.eventName,
      request: data.detail.requestParameters,
      isPublic: rules.length > 0 || /whitelisted/.test(description),
    }));
}

function pantherEvents(): Judged[] {
  return readFileSync(PANTHER, 'utf8')
    .split('\n')
    .filter((line) => line.includes('aws_resource_made_public'))
    .map((line) => JSON.parse(line) as PantherTest)
    .filter(({ log }) => /^Put(Bucket|Object)/.test(log.eventName) && log.errorCode === undefined)
    .map(({ test, expected_alert: isPublic, log }) => ({
      name: test,
      event: log.eventName,
      request: log.requestParameters ?? null,
      isPublic,
    }));
}

describe.runIf(isThere)('what others judged', () => {
  let macros: PublicAccessMacros;
  beforeAll(async () => {
    macros = await openPublicAccessMacros();
  });
  afterAll(() => macros.close());

  it('is judged alike', async () => {
    const judged = [...streamalertEvents(), ...pantherEvents()];
    expect(judged.filter(({ isPublic }) => isPublic).length).toBeGreaterThan(5);
    expect(judged.filter(({ isPublic }) => !isPublic).length).toBeGreaterThan(4);
    for (const { name, event, request, isPublic } of judged) {
      expect((await macros.access(event, request)) !== null, name).toBe(isPublic);
    }
  });
});
