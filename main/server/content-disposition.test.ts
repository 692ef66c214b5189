import { describe, expect, it } from 'vitest';
import { contentDisposition } from './content-disposition.ts';

describe('contentDisposition', () => {
  it('keeps a plain name', () => {
    expect(contentDisposition('events 1.csv')).toBe(
      `attachment; filename="events 1.csv"; filename*=UTF-8''events%201.csv`,
    );
  });

  it('carries a name of any language beside a plain substitute', () => {
    expect(contentDisposition('Fälle (日本).csv')).toBe(
      `attachment; filename="F_lle (__).csv"; filename*=UTF-8''F%C3%A4lle%20%28%E6%97%A5%E6%9C%AC%29.csv`,
    );
  });

  it.each(['a"; b="c.csv', 'a\r\nSet-Cookie: b=c', '../../etc/passwd', 'a\\b.csv', "a'b.csv", 'a\ud800b'])(
    'lets no character of %j end the header or leave a folder',
    (name) => {
      const header = contentDisposition(name);
      expect(header).toMatch(/^attachment; filename="[\w .()+,=@-]*"; filename\*=UTF-8''[\w.!~%+-]*$/);
      expect(header).not.toContain('%2F');
    },
  );
});
