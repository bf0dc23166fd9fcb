#ifndef CLIBPQ_H
#define CLIBPQ_H

// Debian keeps the header in a folder of its own, most others beside the rest.
#if __has_include(<libpq-fe.h>)
#include <libpq-fe.h>
#else
#include <postgresql/libpq-fe.h>
#endif

/// Loads libpq, once. Nothing else of it may be called before.
///
/// It brings two dozen libraries along, for TLS, Kerberos and LDAP. Loading them would take every start of the program a third
/// longer, and where records are kept in a file nobody needs them.
///
/// - Parameter file: the name of the library, as `dlopen` takes it.
/// - Returns: nothing when it is there, otherwise why it is not.
const char *libpq_load(const char *file);

#endif
