#pragma once

#include "tools/eas-test-server/exchange/site.h"
#include "tools/eas-test-server/mailbox/store.h"
#include "tools/eas-test-server/play/fault.h"
#include "tools/eas-test-server/play/request_log.h"
#include "tools/eas-test-server/wire/request_reader.h"
#include "tools/eas-test-server/wire/stream.h"

namespace easprobe::test_server {

/// What every connection of one server shares.
struct Shared {
    Store& store;
    Site& site;
    FaultPlan& faults;
    RequestLog& log;
};

/// Serves one TLS connection to its end.
void serve_tls(int socket, const TlsContext& tls, const Shared& shared);

/// Serves one plain connection to its end.
void serve_plain(int socket, const Shared& shared);

} // namespace easprobe::test_server
