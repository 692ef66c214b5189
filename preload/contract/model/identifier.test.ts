import { describe, expect, it } from 'vitest';
import { decodeAccount, identifierPrefix } from './identifier.ts';

describe('the account in a unique id', () => {
  it.each([
    ['AKIASP2TPHJSQH3FJXYZ', '171436882533'],
    ['ASIAVJ2E6QGR2WZILJFM', '364679954851'],
    ['ASIAY34FZKBOKMUTVV7A', '609629065308'],
    ['ASIAQAAAAAAAGMKEM7X5', '000000000000'],
  ])('of %s is %s, as published', (id, account) => {
    expect(decodeAccount(id)).toEqual({ account, reason: null });
  });

  it('is the same in the id of a role or a user, of 21 characters', () => {
    expect(decodeAccount('AROASP2TPHJSQH3FJXYZA').account).toBe('171436882533');
    expect(decodeAccount('AIDASP2TPHJSQH3FJXYZA').account).toBe('171436882533');
  });

  it.each(['AKIAIOSFODNN7EXAMPLE', 'AKIAJ2TPHJSQH3FJXYZA'])('is not in %s, of the older format', (id) => {
    expect(decodeAccount(id)).toEqual({ account: null, reason: expect.stringContaining('2019') });
  });

  it.each([
    'AKIA01HSDG8Z9P3QW4RT',
    'AKIAS01HSDG8Z9P3QW4R',
    'AKIA',
    'AKIAS',
    '',
    'akiasp2tphjsqh3fjxyz',
    'AKIASP2TPHJSQH3FJXY\u202e',
    'AKIA🙂🙂🙂🙂🙂🙂🙂🙂',
    'ASIA7777777777777777',
    'toString',
    'ANPASP2TPHJSQH3FJXYZ',
    'HIDDEN_DUE_TO_SECURITY_REASONS',
  ])('is not in “%s”, and nothing is thrown', (id) => {
    const { account, reason } = decodeAccount(id);
    expect(account).toBeNull();
    expect(reason).not.toBe('');
  });
});

describe('the prefix of a unique id', () => {
  it('says what the id is of', () => {
    expect(identifierPrefix('AROASP2TPHJSQH3FJXYZ:session')).toEqual({ prefix: 'AROA', meaning: 'role' });
    expect(identifierPrefix('ASIAY34FZKBOKMUTVV7A')?.meaning).toBe('temporary access key of STS');
  });

  it.each(['', 'AKI', 'ABCD1234', '__proto__', '111122223333'])('of “%s” is none', (id) => {
    expect(identifierPrefix(id)).toBeNull();
  });
});
