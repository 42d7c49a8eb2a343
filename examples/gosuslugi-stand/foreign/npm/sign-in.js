// Signs in with the published client `esia`, as it is.
//
// Settings come from the environment. It writes the address for the browser, reads the address
// that the browser came back to, and writes what it learnt about the person as one line of JSON.
'use strict';

const fs = require('fs');
const readline = require('readline');
const esia = require(require.resolve('esia', {paths: [process.env.MODULES]}));

const connection = esia({
  esiaUrl: process.env.STAND,
  clientId: process.env.CLIENT_ID,
  redirectUri: process.env.REDIRECT_URI,
  scope: process.env.SCOPE,
  certificate: fs.readFileSync(process.env.CERTIFICATE, 'utf8'),
  key: fs.readFileSync(process.env.KEY, 'utf8'),
});

const {url, params} = connection.getAuth();
console.log(url);
readline.createInterface({input: process.stdin}).once('line', async (line) => {
  const query = new URL(line).searchParams;
  if (query.get('state') !== params.state) {
    throw new Error('another state');
  }
  const paths = ['/', '/docs?embed=(elements)'];
  const {marker, data} = await connection.getAccess(query.get('code'), paths);
  const oid = marker.decodedAccessToken['urn:esia:sbj_id'];
  console.log(JSON.stringify({oid, person: data[0], documents: data[1]}));
  process.exit(0);
});
