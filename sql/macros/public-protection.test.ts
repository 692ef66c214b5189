import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPublicAccessMacros, type PublicAccessMacros } from './public-access.fixture.ts';

let macros: PublicAccessMacros;
beforeAll(async () => {
  macros = await openPublicAccessMacros();
});
afterAll(() => macros.close());

const weakened: PublicAccessMacros['weakened'] = (event, request) => macros.weakened(event, request);

const SETTINGS = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'];
const block = (value: unknown, settings: readonly string[] = SETTINGS) => ({
  PublicAccessBlockConfiguration: Object.fromEntries(settings.map((setting) => [setting, value])),
});

describe('Block Public Access', () => {
  it('is weakened by each setting that is not true, at the bucket and at the account', async () => {
    expect(await weakened('PutBucketPublicAccessBlock', block(false))).toBe(
      `Block Public Access off: ${SETTINGS.join(', ')}`,
    );
    expect(await weakened('PutAccountPublicAccessBlock', block(false))).toBe(
      `Block Public Access of the account off: ${SETTINGS.join(', ')}`,
    );
    for (const [index, setting] of SETTINGS.entries()) {
      expect(await weakened('PutBucketPublicAccessBlock', block(true, SETTINGS.toSpliced(index, 1)))).toBe(
        `Block Public Access off: ${setting}`,
      );
    }
  });

  it('is not weakened where all settings are true, however true is written', async () => {
    for (const value of [true, 'true', 'TRUE', ['true']]) {
      expect(await weakened('PutBucketPublicAccessBlock', block(value))).toBeNull();
    }
  });

  it('is not known to be weakened where the record does not say', async () => {
    for (const request of [{}, { PublicAccessBlockConfiguration: null }, null]) {
      expect(await weakened('PutBucketPublicAccessBlock', request)).toBeNull();
    }
  });

  it('is weakened by its removal', async () => {
    expect(await weakened('DeleteBucketPublicAccessBlock', null)).toMatch(/of the bucket removed$/);
    expect(await weakened('DeleteAccountPublicAccessBlock', {})).toMatch(/of the account removed$/);
    expect(await weakened('GetBucketPublicAccessBlock', block(false))).toBeNull();
  });
});

describe('Object Ownership', () => {
  const set = (rule: unknown) =>
    weakened('PutBucketOwnershipControls', { OwnershipControls: { Rule: rule } });

  it('is weakened by what lets ACLs count again, alone or in a list', async () => {
    for (const ownership of ['ObjectWriter', 'BucketOwnerPreferred']) {
      const said = `ACLs count again: Object Ownership ${ownership}`;
      expect(await set({ ObjectOwnership: ownership })).toBe(said);
      expect(await set([{ ObjectOwnership: ownership }])).toBe(said);
    }
  });

  it('is not weakened by bucket owner enforced, nor known to be where the record does not say', async () => {
    expect(await set({ ObjectOwnership: 'BucketOwnerEnforced' })).toBeNull();
    expect(await set([{ ObjectOwnership: 'BucketOwnerEnforced' }])).toBeNull();
    expect(await weakened('PutBucketOwnershipControls', { ownershipControls: '' })).toBeNull();
  });
});

describe('a request of an unexpected shape', () => {
  it('is never an error', async () => {
    for (const shape of [
      7,
      true,
      '',
      'x',
      [],
      {},
      [[null]],
      [null, 7],
      { Rule: 7 },
      { BlockPublicAcls: {} },
    ]) {
      const request = { PublicAccessBlockConfiguration: shape, OwnershipControls: shape };
      expect(await weakened('PutBucketPublicAccessBlock', request)).toMatch(/ off: /);
      expect(await weakened('PutBucketOwnershipControls', request)).toMatch(/^ACLs count again/);
      for (const event of ['PutBucketPublicAccessBlock', 'PutBucketOwnershipControls']) {
        expect(await weakened(event, shape === '' || shape === 'x' ? '""' : shape)).toBeNull();
      }
    }
  });
});
