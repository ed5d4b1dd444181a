#ifndef MERIT_CQRENCODE_SHIM_H
#define MERIT_CQRENCODE_SHIM_H

/* The one door to libqrencode (4.0 or later). */

#include <qrencode.h>

#endif
