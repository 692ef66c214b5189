import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DashboardCase, openDashboardCase } from './test-case.dashboard.ts';

let dashboard: DashboardCase;
beforeAll(async () => {
  dashboard = await openDashboardCase('operations');
});
afterAll(() => dashboard.case.close());

const pick = async (name: string, columns: readonly string[], options: Record<string, string> = {}) =>
  (await dashboard.run(name, options)).rows.map((row) => columns.map((column) => row[column]));

const sum = (rows: readonly (readonly unknown[])[]) =>
  rows.reduce((total, [events]) => total + Number(events), 0);

describe('every panel of operations', () => {
  it('is empty where nothing happened, and says so in its header', async () => {
    for (const info of dashboard.panels) {
      const result = await dashboard.run(info.id.split('/')[1] ?? '', {}, { to: '2024-03-04T07:00:00Z' });
      expect(result.rows, info.id).toEqual([]);
      expect(info.empty, info.id).not.toBe('');
    }
  });
});

describe('action events', () => {
  const panel = 'action-events';

  it('are calls that are not read-only by readOnly, by name only without it (P5)', async () => {
    const names = (await pick(panel, ['eventName'])).flat();
    const reads = [
      'AssumeRole',
      'GenerateDataKey',
      'LookupEvents',
      'HeadBucket',
      'Decrypt',
      'DescribeVolumes',
    ];
    for (const read of reads) expect(names).not.toContain(read);
    expect(names).toContain('DeleteVolume');
    expect(names).toContain('Invoke');
  });

  it('count failures as parts of the bar (P3, P4)', async () => {
    const rows = await pick(panel, ['eventName', 'service', 'events', 'success', 'denied', 'failed']);
    expect(rows).toContainEqual(['PutObject', 's3', 3, 2, 1, 0]);
    expect(rows).toContainEqual(['ConsoleLogin', 'signin', 1, 0, 0, 1]);
    expect(rows).toContainEqual(['RunInstances', 'ec2', 2, 1, 0, 1]);
  });

  it('of the same name are told apart by service', async () => {
    const rows = await pick(panel, ['eventName', 'service', 'events']);
    expect(rows).toContainEqual(['CreateUser', 'iam', 2]);
    expect(rows).toContainEqual(['CreateUser', 'transfer', 1]);
  });

  it('by AWS services are counted only when asked for, in a column of their own (P6)', async () => {
    const columns = ['eventName', 'events', 'by_aws_service'];
    const mine = await pick(panel, columns);
    expect(mine).toContainEqual(['CreateTags', 1, 0]);
    expect(mine.flat()).not.toContain('EndSecretVersionDelete');
    const all = await pick(panel, columns, { aws_calls: 'true' });
    expect(all).toContainEqual(['CreateTags', 2, 1]);
    expect(all).toContainEqual(['EndSecretVersionDelete', 1, 1]);
  });

  it('can leave out data events', async () => {
    const names = (await pick(panel, ['eventName'], { data_events: 'false' })).flat();
    expect(names).not.toContain('PutObject');
    expect(names).not.toContain('Invoke');
  });

  it('are neither Insights nor repetitions of network activity (P12, P13)', async () => {
    const names = (await pick(panel, ['eventName'], { aws_calls: 'true' })).flat();
    expect(names).not.toContain('CreateKey');
    expect(names).not.toContain(null);
  });

  it('count an event once, however often it was delivered (P11)', async () => {
    expect(await pick(panel, ['eventName', 'service', 'success'])).toContainEqual(['CreateUser', 'iam', 1]);
  });
});

describe('requested services', () => {
  const panel = 'requested-aws-services-over-time';

  it('are one service whatever the ending of the endpoint, and known by a name where theirs differs', async () => {
    const { rows } = await dashboard.run(
      panel,
      {},
      { from: '2024-03-04T10:00:00Z', to: '2024-03-04T11:00:00Z' },
    );
    const named = rows.map((row) => [row.service, row.known_as, row.events]);
    expect(named).toContainEqual(['monitoring', 'CloudWatch', 2]);
    expect(named).toContainEqual(['s3', null, 1]);
    expect(named).toContainEqual(['aoss', null, 1]);
  });

  it('are those of requests: no Insights, no network activity (P12, P13)', async () => {
    expect(sum(await pick(panel, ['events']))).toBe(66);
    expect((await pick(panel, ['service'])).flat()).not.toContain(null);
  });

  it('can leave out what AWS services called (P6), and reads or changes', async () => {
    expect(sum(await pick(panel, ['events'], { aws_calls: 'false' }))).toBe(61);
    const writes = sum(await pick(panel, ['events'], { access: 'write' }));
    const reads = sum(await pick(panel, ['events'], { access: 'read' }));
    expect([writes, reads]).toEqual([52, 14]);
  });
});

describe('events by region', () => {
  const panel = 'events-by-aws-region';

  it('are all events, those without a region too', async () => {
    expect(sum(await pick(panel, ['events']))).toBe(69);
    expect(await pick(panel, ['awsRegion', 'events'])).toContainEqual([null, 1]);
  });

  it('can leave out the global services that us-east-1 stands for, and only there (P8)', async () => {
    const inRegion = async (options: Record<string, string>, region: string) =>
      sum((await pick(panel, ['events', 'awsRegion'], options)).filter(([, at]) => at === region));
    const all = await inRegion({}, 'us-east-1');
    expect(await inRegion({ global_services: 'false' }, 'us-east-1')).toBe(all - 7);
    for (const region of ['sa-east-1', 'eu-north-1']) {
      expect(await inRegion({ global_services: 'false' }, region)).toBe(await inRegion({}, region));
    }
  });

  it('say when a region was first used', async () => {
    const rows = await pick(panel, ['bucket_at', 'awsRegion', 'region_first_at']);
    const first = '2024-03-04T10:07:00Z';
    expect(rows.filter(([, region]) => region === 'sa-east-1')).toEqual([
      ['2024-03-04T10:00:00Z', 'sa-east-1', first],
      ['2024-03-04T11:00:00Z', 'sa-east-1', first],
    ]);
  });

  it('can leave out regions that only AWS services call (P6)', async () => {
    expect((await pick(panel, ['awsRegion'])).flat()).toContain('ap-southeast-2');
    expect((await pick(panel, ['awsRegion'], { aws_calls: 'false' })).flat()).not.toContain('ap-southeast-2');
  });
});

describe('operations on Elastic IP addresses', () => {
  const panel = 'recent-elastic-ip-address-operations';
  const at = async (time: string) => {
    const { rows } = await dashboard.run(panel);
    return rows.find(({ eventTime }) => eventTime === `2024-03-04T${time}Z`);
  };

  it('are found by their names, not by all that contain Address', async () => {
    const names = new Set((await pick(panel, ['eventName'])).flat());
    expect([...names].sort()).toEqual([
      'AcceptAddressTransfer',
      'AllocateAddress',
      'AssociateAddress',
      'DisableAddressTransfer',
      'DisassociateAddress',
      'EnableAddressTransfer',
      'ModifyAddressAttribute',
      'MoveAddressToVpc',
      'ReleaseAddress',
      'ResetAddressAttribute',
      'RestoreAddressToClassic',
    ]);
  });

  it('keep what names no address, and resolve it through the allocation or the association', async () => {
    expect(await at('12:01:00')).toMatchObject({ public_ip: '198.51.100.77', address_from: 'allocation' });
    expect(await at('12:02:00')).toMatchObject({
      eventName: 'DisassociateAddress',
      public_ip: '198.51.100.77',
      allocation_id: 'eipalloc-0aaaaaaaaaaaaaaa1',
    });
    expect(await at('12:03:00')).toMatchObject({ eventName: 'ReleaseAddress', public_ip: '198.51.100.77' });
    expect(await at('12:07:00')).toMatchObject({ public_ip: '198.51.100.80', address_from: 'association' });
  });

  it('resolve nothing through another account, or through what the range does not hold', async () => {
    expect(await at('12:10:00')).toMatchObject({ public_ip: null, address_from: null });
    const { rows } = await dashboard.run(
      panel,
      {},
      { from: '2024-03-04T12:03:00Z', to: '2024-03-04T12:04:00Z' },
    );
    expect(rows).toMatchObject([{ eventName: 'ReleaseAddress', public_ip: null }]);
  });

  it('read newer requests, which have an element of their own', async () => {
    expect(await at('12:08:00')).toMatchObject({ public_ip: '198.51.100.81', target: '444455556666' });
    expect(await at('12:09:00')).toMatchObject({ public_ip: '198.51.100.81', address_from: 'request' });
    expect(await at('12:12:00')).toMatchObject({ public_ip: '198.51.100.81', address_from: 'allocation' });
  });

  it('list failures as such (P3), and requests of odd shape without an address', async () => {
    expect(await at('12:04:00')).toMatchObject({ outcome: 'denied', public_ip: null });
    expect(await at('12:16:00')).toMatchObject({ public_ip: null, allocation_id: null });
    expect(await at('12:17:00')).toMatchObject({ outcome: 'failed', public_ip: null });
  });

  it('leave out the repetitions of network activity (P12)', async () => {
    expect(await at('12:25:00')).toBeUndefined();
  });

  it('come newest first, whatever the order in the files (P15)', async () => {
    const times = (await pick(panel, ['eventTime'])).flat();
    expect(times).toEqual(times.toSorted().reverse());
  });
});

describe('created and deleted resources over time', () => {
  it('leave out calls that failed, dry runs too (P3), and dates in names (P14)', async () => {
    const rows = await pick('created-resources-over-time', ['bucket_at', 'resourceType', 'events']);
    expect(rows).toContainEqual(['2024-03-04T13:00:00Z', 'Instances', 1]);
    expect(rows).toContainEqual(['2024-03-04T09:00:00Z', 'Function', 1]);
    expect(rows).toContainEqual(['2024-03-04T10:00:00Z', 'Distribution', 1]);
    expect(await pick('deleted-resources-over-time', ['bucket_at', 'resourceType', 'events'])).toEqual([
      ['2024-03-04T09:00:00Z', 'Volume', 1],
      ['2024-03-04T14:00:00Z', 'Bucket', 1],
      ['2024-03-04T14:00:00Z', 'Function', 1],
    ]);
  });

  it('leave out tags and log streams when asked', async () => {
    const types = async (options: Record<string, string>) =>
      (await pick('created-resources-over-time', ['resourceType'], options)).flat();
    const quiet = await types({ noise: 'false' });
    expect((await types({})).filter((type) => !quiet.includes(type)).sort()).toEqual(['LogStream', 'Tags']);
  });

  it('show other ways to make and to end something when asked', async () => {
    const made = await pick('created-resources-over-time', ['resourceType', 'events'], { calls: 'all' });
    expect(made).toContainEqual(['KeyPair', 1]);
    expect(made).toContainEqual(['Instances', 2]);
    expect(made).toContainEqual(['Address', 2]);
    const ended = await pick('deleted-resources-over-time', ['bucket_at', 'resourceType'], { calls: 'all' });
    expect(ended).toContainEqual(['2024-03-04T14:00:00Z', 'Instances']);
    expect(ended).toContainEqual(['2024-03-04T14:00:00Z', 'KeyDeletion']);
  });
});
