#pragma once

#include "client/report/report.h"

namespace easprobe::samples {

/// A report about full_evidence() with one check of every outcome and severity, and server text in it that
/// is hostile to terminals, JSON and XML. Borrows from the process-wide evidence and profile.
report::Report report_of_everything();

} // namespace easprobe::samples
