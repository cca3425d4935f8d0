/// Real registry clients and how each is given an address, a login and a certificate.
@NullMarked
package dev.berth.e2e.clients;

import org.jspecify.annotations.NullMarked;
