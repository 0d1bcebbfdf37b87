#pragma once

#include "client/evidence/exchange.h"
#include "protocol/eas/body.h"

namespace easprobe {

/// What a command's reader makes of the answer; an answer without a decoded body is malformed as well.
template <typename Reply>
tl::expected<Reply, eas::Malformed>
read_reply(const Exchange& exchange, tl::expected<Reply, eas::Malformed> (*reader)(const pugi::xml_document&))
{
    if (const pugi::xml_document* const reply = exchange.reply())
        return reader(*reply);
    return tl::unexpected(eas::Malformed{"no body"});
}

} // namespace easprobe
