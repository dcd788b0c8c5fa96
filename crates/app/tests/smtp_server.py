"""A mail server for tests: aiosmtpd, with STARTTLS or TLS and a sign-in, as real ones have.

usage: smtp_server.py PORT CERTIFICATE KEY starttls|tls

Takes mails of whoever signs in as "regulars" with the password "secret", and prints each as a line of JSON.
Who is called nobody@… is refused for good, and who is called later@… for now, once.
"""

import asyncio
import json
import ssl
import sys
from email import message_from_bytes, policy

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


class Desk:
    def __init__(self, is_wrapped):
        self.is_wrapped = is_wrapped
        self.has_been_late = False

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 5.1.1 there is nobody of that name"
        if address.startswith("later@") and not self.has_been_late:
            self.has_been_late = True
            return "451 4.3.0 come again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = message_from_bytes(envelope.content, policy=policy.default)
        print(
            json.dumps(
                {
                    "from": envelope.mail_from,
                    "to": envelope.rcpt_tos,
                    "is_encrypted": self.is_wrapped or session.ssl is not None,
                    "headers": {name.lower(): str(value) for name, value in mail.items()},
                    "text": mail.get_body(("plain",)).get_content(),
                    "html": mail.get_body(("html",)).get_content(),
                }
            ),
            flush=True,
        )
        return "250 taken"


def authenticate(server, session, envelope, mechanism, data):
    is_right = isinstance(data, LoginPassword) and (data.login, data.password) == (b"regulars", b"secret")
    return AuthResult(success=is_right, handled=is_right)


async def serve(port, certificate, key, security):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    is_wrapped = security == "tls"
    desk = Desk(is_wrapped)

    def connect():
        return SMTP(
            desk,
            tls_context=None if is_wrapped else context,
            require_starttls=not is_wrapped,
            authenticator=authenticate,
            auth_required=True,
            auth_require_tls=not is_wrapped,
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(connect, "127.0.0.1", port, ssl=context if is_wrapped else None)
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    await server.serve_forever()


asyncio.run(serve(int(sys.argv[1]), *sys.argv[2:]))
