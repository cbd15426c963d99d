"""Which addresses are one asker's."""

import ipaddress


def network_of(address: str) -> str:
    """The address, or its /64 for IPv6: one line or telephone is given that many (RFC 6177). An address that cannot be
    read stays as it is.
    """
    try:
        read = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(read, ipaddress.IPv4Address):
        return str(read)
    if read.ipv4_mapped is not None:
        return str(read.ipv4_mapped)
    return str(ipaddress.ip_network((read, 64), strict=False))
