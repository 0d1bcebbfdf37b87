#pragma once

#include "client/drive/budget.h"
#include "client/run/course.h"
#include "client/transport/hello_channel.h"
#include "client/transport/https_channel.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace easprobe::drive {

/// What the transport needs of a run, beside what is asked for.
struct Way {
    std::vector<std::string> resolve;                          ///< HOST:PORT:ADDR, as in curl.
    std::shared_ptr<const transport::Credentials> credentials; ///< None: no Authorization is sent.
    transport::Watch watch;                                    ///< While one thing takes long.
};

/// The channels of one handset, one for each place that it speaks with, and nobody else's: TLS lives in what
/// its channel was made with, of which libcurl knows nothing where it looks for a connection to use again.
class Channels {
  public:
    /// @param hello, course Outlive this. The course is asked for its opinion of each chain.
    Channels(const Hello& hello, Course& course, Way way);

    /// Where this is sent: the place's channel, made where there is none.
    transport::HttpsChannel& channel_for(const transport::Sending& sending);

    std::unique_ptr<transport::HelloChannel> hello_channel(const AskHello& ask) const;

  private:
    std::unique_ptr<transport::HttpsChannel> open(const transport::Origin& origin) const;

    const Hello& hello_;
    Course& course_;
    Way way_;
    std::map<transport::Origin, std::unique_ptr<transport::HttpsChannel>> kept_;
    std::unique_ptr<transport::HttpsChannel> apart_; ///< For one request alone.
};

/// An exchange that is about to begin.
Exchange begin_exchange(const transport::Sending& sending, TimeAndChance& nature);

/// A hello that was not even sent.
HelloProbe unasked(const AskHello& ask, TransportFailure why);

} // namespace easprobe::drive
