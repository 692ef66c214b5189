/** The header that saves an answer as `name` (RFC 6266): no character of the name can end the header or leave a folder. */
export function contentDisposition(name: string): string {
  const text = Buffer.from(name).toString('utf8');
  const plain = text.replace(/[^\w .()+,=@-]/g, '_');
  const encoded = encodeURIComponent(text.replace(/[/\\\p{Cc}]/gu, '_')).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
