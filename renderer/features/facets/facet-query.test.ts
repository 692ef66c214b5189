import { describe, expect, test } from 'vitest';
import { excludeValue, facetFilter, onlyValue, toggleValue, withoutFacet } from './facet-query.ts';

const included = (query: string, field: string) => [...facetFilter(query, field).included.keys()];
const excluded = (query: string, field: string) => [...facetFilter(query, field).excluded.keys()];

describe('The checkboxes of a facet', () => {
  test('show the values that the query narrows to, also in a list', () => {
    expect(included('outcome:denied AND service:(s3 OR iam)', 'service')).toEqual(['s3', 'iam']);
    expect(included('outcome:denied', 'service')).toEqual([]);
  });

  test('show the values that the query leaves out', () => {
    expect(excluded('-service:kms AND NOT service:(sts OR logs)', 'service')).toEqual(['kms', 'sts', 'logs']);
  });

  test('recognise the field and its values in any case', () => {
    expect(included('EVENTNAME:GetUser', 'eventName')).toEqual(['getuser']);
  });

  test('say when the query asks for more than they can show', () => {
    expect(facetFilter('eventName:Get*', 'eventName').other).toBe(true);
    expect(facetFilter('-errorCode:*', 'errorCode').onlyMissing).toBe(true);
    expect(facetFilter('service:s3 OR outcome:denied', 'service').included.size).toBe(0);
  });

  test('are empty for a query that is broken', () => {
    expect(included('service:(s3', 'service')).toEqual([]);
  });
});

describe('Clicking a value', () => {
  test('narrows to it alone, whatever was said of the field before', () => {
    expect(onlyValue('outcome:denied AND service:(s3 OR iam)', 'service', 'kms')).toBe(
      'outcome:denied AND service:kms',
    );
    expect(onlyValue('-service:kms', 'service', 'kms')).toBe('service:kms');
  });

  test('twice lifts the filter again', () => {
    expect(onlyValue('outcome:denied AND service:kms', 'service', 'KMS')).toBe('outcome:denied');
  });

  test('of events without the field asks for those', () => {
    const query = onlyValue('', 'errorCode', null);
    expect(facetFilter(query, 'errorCode').onlyMissing).toBe(true);
    expect(onlyValue(query, 'errorCode', null)).toBe('');
  });
});

describe('Checking a value', () => {
  test('adds it to the others with OR and unchecking takes it away', () => {
    const one = toggleValue('outcome:denied', 'service', 's3');
    expect(one).toBe('outcome:denied AND service:s3');
    const two = toggleValue(one, 'service', 'iam');
    expect(two).toBe('outcome:denied AND service:(s3 OR iam)');
    expect(toggleValue(two, 'service', 's3')).toBe('outcome:denied AND service:iam');
    expect(toggleValue('service:iam', 'service', 'iam')).toBe('');
  });

  test('that was left out brings it in instead', () => {
    expect(toggleValue('-service:kms', 'service', 'kms')).toBe('service:kms');
  });

  test('puts a value in quotes where it needs them', () => {
    const query = toggleValue('', 'userAgent', 'aws-cli/2.0 (Linux) "x"');
    expect(included(query, 'userAgent')).toEqual(['aws-cli/2.0 (linux) "x"']);
    expect(included(toggleValue(query, 'userAgent', 'a:b*'), 'userAgent')).toContain('a:b*');
  });

  test('leaves a wildcard on the same field as it is', () => {
    expect(toggleValue('eventName:Get*', 'eventName', 'GetUser')).toBe(
      'eventName:Get* AND eventName:GetUser',
    );
  });
});

describe('Excluding a value', () => {
  test('leaves it out, and once more takes it back', () => {
    const query = excludeValue('outcome:denied', 'service', 'kms');
    expect(excluded(query, 'service')).toEqual(['kms']);
    expect(excludeValue(query, 'service', 'kms')).toBe('outcome:denied');
  });

  test('takes the place of its own inclusion', () => {
    const query = excludeValue('service:kms', 'service', 'kms');
    expect(included(query, 'service')).toEqual([]);
    expect(excluded(query, 'service')).toEqual(['kms']);
  });

  test('of events without the field asks for those that have it', () => {
    expect(excludeValue('', 'errorCode', null)).toBe('errorCode:*');
  });
});

test('A facet counts over the query without its own clauses and keeps all others', () => {
  expect(withoutFacet('outcome:denied AND service:(s3 OR iam) AND -service:kms', 'service')).toBe(
    'outcome:denied',
  );
  expect(withoutFacet('service:s3', 'service')).toBe('');
  expect(withoutFacet('service:s3 OR outcome:denied', 'service')).toBe('service:s3 OR outcome:denied');
});
