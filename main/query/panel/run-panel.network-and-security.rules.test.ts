import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '../../../preload/contract/model/panel.ts';
import { createTestCase, SQL_DIR } from '../test-case.ts';
import { loadPanelCatalogue } from './panel-catalogue.ts';
import { runPanel } from './run-panel.ts';
import { type DashboardCase, openDashboardCase } from './test-case.dashboard.ts';

let dashboard: DashboardCase;
beforeAll(async () => {
  dashboard = await openDashboardCase('network-and-security');
});
afterAll(() => dashboard.case.close());

const CHANGES = 'recent-security-group-and-network-acl-changes';
const OPEN_ACLS = 'network-acl-with-all-allowed-ingress-egress';

/** The rows of the event of that time, as the given columns. */
async function at(time: string, columns: readonly string[]): Promise<readonly unknown[]> {
  const { rows } = await dashboard.run(CHANGES);
  return rows
    .filter((row: Row) => row.eventTime === `2024-03-${time}Z`)
    .map((row) => columns.map((column) => row[column]));
}

describe('changes of security groups and network ACLs', () => {
  it('have one row for each rule and each range, prefix list or group of it', async () => {
    expect(await at('05T10:01:00', ['ports', 'source'])).toEqual([
      ['22', 'pl-01'],
      ['22', 'sg-0b2'],
      ['443', '0.0.0.0/0'],
      ['443', '10.0.0.0/8'],
      ['443', '::/0'],
    ]);
  });

  it('are told by the response where it has the rules with their ids', async () => {
    expect(await at('05T10:02:00', ['rule', 'direction', 'protocol', 'ports', 'source'])).toEqual([
      ['sgr-01', 'egress', 'all', 'all', '0.0.0.0/0'],
      ['sgr-02', 'egress', 'all', 'all', '::/0'],
    ]);
    expect(await at('05T10:07:00', ['rule', 'direction', 'ports', 'source'])).toEqual([
      ['sgr-06', 'ingress', '443', '0.0.0.0/0'],
    ]);
  });

  it('include those of old requests, whose parameters stand beside ipPermissions', async () => {
    expect(await at('05T10:03:00', ['protocol', 'ports', 'source', 'open_to_world'])).toEqual([
      ['tcp', '3389', '0.0.0.0/0', true],
    ]);
  });

  it('are read from one object where a list is usual', async () => {
    expect(await at('05T10:04:00', ['ports', 'source'])).toEqual([['22', '0.0.0.0/0']]);
  });

  it('include ModifySecurityGroupRules, whose request is wrapped up', async () => {
    expect(await at('05T10:05:00', ['group_or_acl', 'rule', 'ports', 'source', 'open_to_world'])).toEqual([
      ['sg-0a1', 'sgr-03', '22', '0.0.0.0/0', true],
    ]);
    expect(await at('05T10:06:00', ['rule', 'ports', 'source'])).toEqual([
      ['sgr-04', '1000-2000', 'sg-0b2'],
      ['sgr-05', 'all', '::/0'],
    ]);
  });

  it('are listed with their outcome where they failed (P3)', async () => {
    expect(await at('05T10:04:00', ['outcome', 'open_to_world'])).toEqual([['denied', true]]);
    expect(await at('05T10:10:00', ['group_or_acl', 'outcome'])).toEqual([['sg-0b2', 'failed']]);
  });

  it('are one row where a call has no rules', async () => {
    expect(await at('05T10:00:00', ['eventName', 'group_or_acl', 'rule', 'source'])).toEqual([
      ['CreateSecurityGroup', 'sg-0a1 (web)', null, null],
    ]);
    expect(await at('05T11:09:00', ['eventName', 'rule'])).toEqual([
      ['ReplaceNetworkAclAssociation', 'aclassoc-01'],
    ]);
  });

  it('are open to the world where they add it, not where they take it away or deny', async () => {
    expect(await at('05T10:07:00', ['source', 'open_to_world'])).toEqual([['0.0.0.0/0', false]]);
    expect(await at('05T11:02:00', ['rule', 'open_to_world'])).toEqual([['deny 90', false]]);
    expect(await at('05T11:01:00', ['rule', 'open_to_world'])).toEqual([['allow 100', true]]);
  });

  it('name protocols by their numbers, and types of ICMP in the place of ports', async () => {
    expect(await at('05T11:04:00', ['protocol', 'ports'])).toEqual([['tcp', '443']]);
    expect(await at('05T10:09:00', ['protocol', 'ports'])).toEqual([['icmp', 'type 8']]);
  });

  it('stand JSON of another shape', async () => {
    expect(await at('05T10:11:00', ['group_or_acl', 'rule', 'source'])).toEqual([['5', null, null]]);
    expect(await at('05T11:12:00', ['direction', 'ports', 'outcome'])).toEqual([[null, null, 'failed']]);
  });

  it('leave out the repetitions of network activity (P12)', async () => {
    expect(await at('05T10:12:00', ['eventName'])).toEqual([]);
  });

  it('are the newest 500, and the result says that there are more', async () => {
    const records = Array.from({ length: 600 }, (_, index) => ({
      eventVersion: '1.09',
      eventTime: new Date(Date.UTC(2024, 2, 4) + index * 1000).toISOString(),
      eventSource: 'ec2.amazonaws.com',
      eventName: 'DeleteSecurityGroup',
      eventID: `event-${index}`,
      requestParameters: { groupId: `sg-${index}` },
    }));
    const { database, close } = await createTestCase(records);
    const input = {
      id: `network-and-security/${CHANGES}`,
      scope: { query: '', from: null, to: null },
      options: {},
    };
    const catalogue = await loadPanelCatalogue(SQL_DIR);
    const { rows, truncated } = await runPanel(
      database,
      catalogue,
      { ...input, bucket: 'hour' },
      new AbortController().signal,
    );
    await close();
    expect([rows.length, truncated]).toEqual([500, true]);
    expect([rows[0]?.group_or_acl, rows[499]?.group_or_acl]).toEqual(['sg-599', 'sg-100']);
  });
});

describe('network ACLs with all allowed', () => {
  const numbers = async (options: Record<string, string> = {}) =>
    (await dashboard.run(OPEN_ACLS, options)).rows.map((row) => row.rule_number);

  it('are entries with protocol -1, all ports, or no port range', async () => {
    expect(await numbers()).toEqual(['32000', '140', '110', '100']);
  });

  it('can be those of protocol -1 alone, which leaves out all of TCP and ICMP', async () => {
    expect(await numbers({ protocols: 'all' })).toEqual(['32000', '100']);
  });

  it('allow every address; one network, one port or a deny is something else', async () => {
    const { rows } = await dashboard.run(OPEN_ACLS);
    expect(new Set(rows.map((row) => row.source))).toEqual(new Set(['0.0.0.0/0', '::/0']));
    for (const number of ['90', '120', '130']) expect(await numbers()).not.toContain(number);
  });

  it('were made by calls that succeeded (P3)', async () => {
    expect(await numbers()).not.toContain('1');
  });

  it('say whether they let in or out', async () => {
    const { rows } = await dashboard.run(OPEN_ACLS);
    expect(rows.map((row) => row.direction)).toEqual(['egress', 'ingress', 'egress', 'ingress']);
  });
});
