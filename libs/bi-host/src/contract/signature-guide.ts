import { createHash } from 'node:crypto';
import { SIGNATURE_HEADERS, SIGNATURE_TOLERANCE_SECONDS, signRequest, type SignedRequest } from '#kernel';

const SECRET = 'worked-example-secret-0123456789abcdef';
const TIME = new Date('2026-03-02T01:00:00Z');

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function workedExample(title: string, request: SignedRequest & { body: string }): string {
  const headers = signRequest(SECRET, request, TIME);
  const lines = ['v1', headers[SIGNATURE_HEADERS.timestamp], request.method, request.pathWithQuery, request.tenantId, sha256(request.body)];
  return `**${title}** Secret \`${SECRET}\`, tenant \`${request.tenantId}\`, ${TIME.toISOString()}, ${request.body === '' ? 'no body' : `body \`${request.body}\``}. Text to sign:

\`\`\`
${lines.join('\n')}
\`\`\`

\`${SIGNATURE_HEADERS.signature}: ${headers[SIGNATURE_HEADERS.signature]}\``;
}

/** How a host checks that a request is ours, for an engineer of any language; in Markdown. */
export function signatureGuide(): string {
  const { timestamp, signature, tenant } = SIGNATURE_HEADERS;
  return `## Signature

Every request carries \`${timestamp}\` (Unix time in whole seconds), \`${tenant}\` and \`${signature}\`. Check them before anything else:

1. Refuse when \`${timestamp}\` differs from your clock by more than ${SIGNATURE_TOLERANCE_SECONDS} seconds, either way.
2. Take the SHA-256 of the body's bytes as they came, before any parsing, as lower-case hex. Without a body it is that of nothing: \`${sha256('')}\`.
3. Join six lines with a line feed (LF, 0x0A), with none at the end: \`v1\`; the timestamp as it came; the method in upper case; path and query; the tenant as it came; the hash of step 2. Path and query are those of the request line, still percent-encoded and never decoded or sorted, from \`/bi/v1\` on: what stands before it in the base URL is not signed, so a proxy may cut it off.
4. Take the HMAC-SHA256 of that text in UTF-8, with the shared secret in UTF-8 as key, as lower-case hex, and put \`v1=\` before it.
5. Compare it with \`${signature}\` in constant time. When it differs, answer 401.

${workedExample('A request without a body.', { method: 'GET', pathWithQuery: '/bi/v1/users?query=%E5%BC%A0&limit=20', tenantId: 'default', body: '' })}

${workedExample('A request with a body.', {
    method: 'POST',
    pathWithQuery: '/bi/v1/projects/sales/pages/daily/snapshot',
    tenantId: 'default',
    body: '{"viewerId":"u1","language":"zh-CN"}',
  })}

The same in Python:

\`\`\`python
import hashlib, hmac, time

def is_ours(secret: str, method: str, path_with_query: str, headers, body: bytes) -> bool:
    timestamp = headers["${timestamp}"]
    if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > ${SIGNATURE_TOLERANCE_SECONDS}:
        return False
    text = "\\n".join(["v1", timestamp, method, path_with_query, headers["${tenant}"], hashlib.sha256(body).hexdigest()])
    expected = "v1=" + hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, headers["${signature}"])
\`\`\``;
}
