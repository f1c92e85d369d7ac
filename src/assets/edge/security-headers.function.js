// CloudFront Function, viewer response: headers that tell browsers to be careful. What the origin sent under these names is replaced.
const HEADERS = {
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'referrer-policy': 'strict-origin-when-cross-origin',
};

function handler(event) {
  const response = event.response;
  for (const name of Object.keys(HEADERS)) {
    response.headers[name] = { value: HEADERS[name] };
  }
  return response;
}
