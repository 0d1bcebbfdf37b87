#pragma once

#include "client/evidence/exchange.h"

namespace easprobe {

/// Takes out what nobody else may read: the value of every Authorization, Proxy-Authorization, Cookie and
/// Set-Cookie header, user and password of a URL, and the passwords of Settings bodies (MS-ASCMD 2.2.3.46).
/// Done when an exchange is recorded and when a recording is read, so that no later layer ever has them. The
/// user's name and the length of a policy's password stay. Interprets the exchange again where a body was
/// changed.
void redact(Exchange& exchange);

} // namespace easprobe
