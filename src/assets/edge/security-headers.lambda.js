'use strict';

// Lambda@Edge, responses: headers that tell browsers to be careful. What the origin sent under these names is replaced.
const HEADERS = {
  'Strict-Transport-Security': 'max-age=31536000',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'SAMEORIGIN',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
};

exports.handler = async (event) => {
  const { response } = event.Records[0].cf;
  for (const [key, value] of Object.entries(HEADERS)) {
    response.headers[key.toLowerCase()] = [{ key, value }];
  }
  return response;
};
