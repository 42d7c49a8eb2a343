"""The same with a checkout of `sokolovs/esia-oauth2`, whose folder the environment names."""

import json
import os
import sys
from urllib.parse import parse_qs, urlsplit

sys.path.insert(0, os.environ["CHECKOUT"])
from esia.client import EsiaAuth, EsiaSettings  # noqa: E402  (the folder is named above)

settings = EsiaSettings(
    esia_client_id=os.environ["CLIENT_ID"],
    redirect_uri=os.environ["REDIRECT_URI"],
    certificate_file=os.environ["CERTIFICATE"],
    private_key_file=os.environ["KEY"],
    esia_service_url=os.environ["STAND"],
    esia_scope=os.environ["SCOPE"],
    crypto_backend="openssl",
    esia_token_check_key=os.environ["TOKEN_KEY"],
    logout_redirect_uri=os.environ["LOGOUT_URL"],
)
auth = EsiaAuth(settings)
print(auth.get_auth_url(), flush=True)
query = parse_qs(urlsplit(input()).query)
person = auth.complete_authorization(query["code"][0], query["state"][0])
print(
    json.dumps(
        {
            "oid": person.oid,
            "person": person.get_person_main_info(),
            "kids": person.get_person_kids(),
            "logout": auth.get_logout_url(),
        }
    )
)
