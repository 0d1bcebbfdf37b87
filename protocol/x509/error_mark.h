#pragma once

namespace easprobe::x509 {

/// Leaves OpenSSL's error queue as it was: certificates are also judged in the middle of a handshake, where
/// an error left behind would be taken for one of the connection.
class ErrorMark {
  public:
    ErrorMark();
    ~ErrorMark();
    ErrorMark(const ErrorMark&) = delete;
    ErrorMark& operator=(const ErrorMark&) = delete;
};

} // namespace easprobe::x509
