import { describe, expect, it } from 'vitest';
import { PublicKeysError, parsePublicKeys } from './public-keys.ts';
import { makeTestKey, publicKeysJson } from './test-trail.ts';

const [one, two] = [makeTestKey(), makeTestKey()];

describe('public keys', () => {
  it('are read from what the AWS CLI prints, from a bare list, and from several regions in one text', () => {
    const fingerprints = (text: string) => parsePublicKeys(text).map((key) => key.fingerprint);
    const json = publicKeysJson([one, two]);
    expect(fingerprints(json)).toEqual([one.fingerprint, two.fingerprint]);
    expect(fingerprints(JSON.stringify(JSON.parse(json).PublicKeyList, null, 2))).toEqual(fingerprints(json));
    const several = [one, two]
      .map((key) => JSON.stringify(JSON.parse(publicKeysJson([key])), null, 4))
      .join('\n');
    expect(fingerprints(`${several}\n`)).toEqual(fingerprints(json));
  });

  it('have the fingerprint that AWS prints beside its value', () => {
    // A key that AWS signed with early in 2016, from the reference of the AWS CLI.
    const Value =
      'MIIBCgKCAQEAlSS3cl92HDycr/MTj0moOhas8habjrraXw+KzlWF0axSI2tcF+3iJ9BKQAVSKxGwxwu3m0wG3J+kUl1xboEcEPHYoIYMbgfSw7KGnuDKwkLzsQWhUJ0cIbOHASox1vv/5fNXkrHhGbDCHeVXm804c83nvHUEFYThr1PfyP/8HwrCtR3FX5OANtQCP61C1nJtSSkC8JSQUOrIP4CuwJjc+4WGDk+BGH5m9iuiAKkipEHWmUl8/P7XpfpWQuk4h8g3pXZOrNXr08lbh4d39svj7UqdhvOXoBISp9t/EXYuePGEtBdrKD9Dz+VHwyUPtBQvYr9BnkF88qBnaPNhS44rzwIDAQAB';
    expect(
      parsePublicKeys(
        JSON.stringify({
          PublicKeyList: [{ ValidityStartTime: 1453076702.0, ValidityEndTime: 1455668702.0, Value }],
        }),
      ),
    ).toMatchObject([
      {
        fingerprint: '7f3f401420072e50a65a141430817ab3',
        validFromMs: 1_453_076_702_000,
        validToMs: 1_455_668_702_000,
      },
    ]);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'MIIBCgKCAQEA'],
    ['other JSON', '{"Records":[]}'],
    ['no key at all', '{"PublicKeyList":[]}'],
    ['a value that is no key', '[{"Value":"AAAA"}]'],
    ['another fingerprint', publicKeysJson([one]).replace(one.fingerprint, two.fingerprint)],
  ])('are refused with a sentence where there is %s', (_name, text) => {
    expect(() => parsePublicKeys(text)).toThrow(PublicKeysError);
    expect(() => parsePublicKeys(text)).toThrow(/\.$/);
  });
});
