<?php

// Signs in with a checkout of `ilimurzin/esia`, whose folder the environment names, as it is.
//
// Settings come from the environment. It writes the address for the browser, reads the address
// that the browser came back to, and writes what it learnt about the person as one line of JSON.
declare(strict_types=1);

require '/usr/share/php/GuzzleHttp/autoload.php';
require '/usr/share/php/Psr/Log/autoload.php';
spl_autoload_register(static function (string $class): void {
    $path = getenv('CHECKOUT') . '/src/' . str_replace('\\', '/', $class) . '.php';
    if (str_starts_with($class, 'Esia\\') && is_file($path)) {
        require $path;
    }
});

$esia = new Esia\Esia(
    new Esia\Config(
        clientId: getenv('CLIENT_ID'),
        clientCertificateHash: getenv('CERTIFICATE_HASH'),
        redirectUrl: getenv('REDIRECT_URI'),
        portalUrl: getenv('STAND') . '/',
        scopes: explode(' ', getenv('SCOPE')),
    ),
    new Esia\Signer\CliOpenSSLSigner(getenv('KEY')),
);

$state = getenv('STATE');
echo $esia->buildUrl($state), "\n";
parse_str(parse_url(trim(fgets(STDIN)), PHP_URL_QUERY), $query);
if ($query['state'] !== $state) {
    throw new RuntimeException('another state');
}
$token = $esia->getToken($query['code']);
$renewed = $esia->refreshToken($token->refreshToken);
$client = new GuzzleHttp\Client();
$answer = $client->get(getenv('STAND') . '/rs/prns/' . $token->getOid(), [
    'headers' => ['Authorization' => 'Bearer ' . $renewed->accessToken],
]);
echo json_encode([
    'oid' => $token->getOid(),
    'person' => json_decode((string) $answer->getBody()),
    'logout' => $esia->buildLogoutUrl(getenv('LOGOUT_URL')),
]), "\n";
