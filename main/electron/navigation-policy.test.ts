import { describe, expect, it } from 'vitest';
import { externalUrl, isAllowedPermission, isAllowedRequest, isAppUrl } from './navigation-policy.ts';

describe('the navigation policy', () => {
  it('knows the window’s own page', () => {
    expect(isAppUrl('spoor://app/')).toBe(true);
    expect(isAppUrl('spoor://app/index.html#/a')).toBe(true);
  });

  it.each([
    'spoor://other/',
    'spoor://app.evil/',
    'https://app/',
    'file:///etc/passwd',
    'about:blank',
    '',
    'spoor:app',
  ])('takes %j for another page', (url) => {
    expect(isAppUrl(url)).toBe(false);
  });

  it('hands known https addresses to the browser', () => {
    expect(externalUrl('https://db-ip.com')).toBe('https://db-ip.com/');
    expect(externalUrl('https://attack.mitre.org/techniques/T1078/004/')).toBe(
      'https://attack.mitre.org/techniques/T1078/004/',
    );
  });

  it.each([
    'http://db-ip.com/',
    'https://db-ip.com.evil.example/',
    'https://evil.example/?https://db-ip.com/',
    'https://db-ip.com@evil.example/',
    'https://user:secret@db-ip.com/',
    'https://db-ip.com:8443/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'ms-settings:',
    '\\\\server\\share',
    '',
  ])('hands %j to nobody', (url) => {
    expect(externalUrl(url)).toBeNull();
  });

  it('lets the window request its own files and its own data only', () => {
    expect(isAllowedRequest('spoor://app/assets/a.js')).toBe(true);
    expect(isAllowedRequest('data:image/png;base64,AAAA')).toBe(true);
    expect(isAllowedRequest('blob:spoor://app/1')).toBe(true);
    for (const url of ['https://db-ip.com/', 'http://127.0.0.1/', 'ws://127.0.0.1/', 'file:///etc/passwd']) {
      expect(isAllowedRequest(url)).toBe(false);
    }
  });

  it('grants copying text to the window, and nothing else to anyone', () => {
    expect(isAllowedPermission('clipboard-sanitized-write', 'spoor://app/')).toBe(true);
    expect(isAllowedPermission('clipboard-sanitized-write', 'https://evil.example/')).toBe(false);
    for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal']) {
      expect(isAllowedPermission(permission, 'spoor://app/')).toBe(false);
    }
  });
});
