import { z } from 'zod';
import { parseJson } from '../normalise/json-object.ts';

/** The signature of a digest that was saved from the metadata of its S3 object. */
export type SavedSignature = { readonly path: string; readonly signature: string };

const metadata = z.record(z.string(), z.string());
const head = z.union([
  z.object({ Metadata: metadata }),
  z.object({ ResponseMetadata: z.object({ HTTPHeaders: metadata }) }),
  metadata,
]);

/**
 * The signature in what `aws s3api head-object` prints, in its `Metadata` alone, or in headers as JSON; null where there
 * is none.
 */
export function parseSavedSignature(path: string, content: string): SavedSignature | null {
  const parsed = head.safeParse(parseJson(content));
  if (!parsed.success) return null;
  const fields = fieldsOf(parsed.data);
  const found = Object.entries(fields).find(([name]) => /^(?:x-amz-meta-)?signature$/i.test(name));
  return found ? { path, signature: found[1].toLowerCase() } : null;
}

function fieldsOf(data: z.infer<typeof head>): Readonly<Record<string, string>> {
  if ('Metadata' in data && typeof data.Metadata === 'object') return data.Metadata;
  if ('ResponseMetadata' in data && typeof data.ResponseMetadata === 'object') {
    return data.ResponseMetadata.HTTPHeaders;
  }
  return data as Readonly<Record<string, string>>;
}
