"""Signs in with the published client `esia-connector`, as it is.

Settings come from the environment. It writes the address for the browser, reads the address that
the browser came back to, and writes what it learnt about the person as one line of JSON.
"""

import json
import os
from urllib.parse import parse_qs, urlsplit

from esia_connector.client import EsiaAuth, EsiaSettings

auth = EsiaAuth(
    EsiaSettings(
        esia_client_id=os.environ["CLIENT_ID"],
        redirect_uri=os.environ["REDIRECT_URI"],
        certificate_file=os.environ["CERTIFICATE"],
        private_key_file=os.environ["KEY"],
        esia_service_url=os.environ["STAND"],
        esia_scope=os.environ["SCOPE"],
        esia_token_check_key=os.environ["TOKEN_KEY"],
    )
)
print(auth.get_auth_url(), flush=True)
query = parse_qs(urlsplit(input()).query)
person = auth.complete_authorization(query["code"][0], query["state"][0])
print(
    json.dumps(
        {
            "oid": person.oid,
            "person": person.get_person_main_info(),
            "contacts": person.get_person_contacts(),
            "documents": person.get_person_documents(),
        }
    )
)
