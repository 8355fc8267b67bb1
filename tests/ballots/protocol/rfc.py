"""Published vectors beside those of the self-test (`ballots/protocol/vectors.py`)."""

from ballots.protocol import vectors

# RFC 9496, appendix A.3: 64 uniform bytes and their element; the last four have one image.
UNIFORM = [
    (
        "5d1be09e3d0c82fc538112490e35701979d99e06ca3e2b5b54bffe8b4dc772c1"
        "4d98b696a1bbfb5ca32c436cc61c16563790306c79eaca7705668b47dffe5bb6",
        "3066f82a1a747d45120d1740f14358531a8f04bbffe6a819f86dfe50f44a0a46",
    ),
    (
        "f116b34b8f17ceb56e8732a60d913dd10cce47a6d53bee9204be8b44f6678b27"
        "0102a56902e2488c46120e9276cfe54638286b9e4b3cdb470b542d46c2068d38",
        "f26e5b6f7d362d2d2a94c5d0e7602cb4773c95a2e5c31a64f133189fa76ed61b",
    ),
    (
        "8422e1bbdaab52938b81fd602effb6f89110e1e57208ad12d9ad767e2e25510c"
        "27140775f9337088b982d83d7fcf0b2fa1edffe51952cbe7365e95c86eaf325c",
        "006ccd2a9e6867e6a2c5cea83d3302cc9de128dd2a9a57dd8ee7b9d7ffe02826",
    ),
    (
        "ac22415129b61427bf464e17baee8db65940c233b98afce8d17c57beeb7876c2"
        "150d15af1cb1fb824bbd14955f2b57d08d388aab431a391cfc33d5bafb5dbbaf",
        "f8f0c87cf237953c5890aec3998169005dae3eca1fbb04548c635953c817f92a",
    ),
    (
        "165d697a1ef3d5cf3c38565beefcf88c0f282b8e7dbd28544c483432f1cec767"
        "5debea8ebb4e5fe7d6f6e5db15f15587ac4d4d4a1de7191e0c1ca6664abcc413",
        "ae81e7dedf20a497e10c304a765c1767a42d6e06029758d2d7e8ef7cc4c41179",
    ),
    (
        "a836e6c9a9ca9f1e8d486273ad56a78c70cf18f0ce10abb1c7172ddd605d7fd2"
        "979854f47ae1ccf204a33102095b4200e5befc0465accc263175485f0e17ea5c",
        "e2705652ff9f5e44d3e841bf1c251cf7dddb77d140870d1ab2ed64f1a9ce8628",
    ),
    (
        "2cdc11eaeb95daf01189417cdddbf95952993aa9cb9c640eb5058d09702c7462"
        "2c9965a697a3b345ec24ee56335b556e677b30e6f90ac77d781064f866a3c982",
        "80bd07262511cdde4863f8a7434cef696750681cb9510eea557088f76d9e5065",
    ),
    *(
        (uniform, "304282791023b73128d277bdcb5c7746ef2eac08dde9f2983379cb8e5ef0517f")
        for uniform in (
            "ed" + "ff" * 31 + "12" + "00" * 31,
            "ed" + "ff" * 30 + "7f" + "ff" * 32,
            "00" * 31 + "80" + "ff" * 31 + "7f",
            "00" * 32 + "12" + "00" * 30 + "80",
        )
    ),
]

# RFC 9496, appendix A.4: u, v, whether u/v is a square, and the root r.
SQUARE_ROOTS = [
    (0, 0, True, "00" * 32),
    (0, 1, True, "00" * 32),
    (1, 0, False, "00" * 32),
    (2, 1, False, "3c5ff1b5d8e4113b871bd052f9e7bcd0582804c266ffb2d4f4203eb07fdb7c54"),
    (4, 1, True, "02" + "00" * 31),
    (1, 4, True, "f6" + "ff" * 30 + "3f"),
]

# RFC 9497, appendix A.1.2 (ristretto255-SHA512, mode VOPRF), test vectors 1 and 2.
SECOND = {
    **vectors.VOPRF,
    "input": "5a" * 17,
    "blinded": "cc0b2a350101881d8a4cba4c80241d74fb7dcbfde4a61fde2f91443c2bf9ef0c",
    "evaluated": "60a59a57208d48aca71e9e850d22674b611f752bed48b36f7a91b372bd7ad468",
    "proof": "401a0da6264f8cf45bb2f5264bc31e109155600babb3cd4e5af7d181a2c9dc0a"
    "67154fabf031fd936051dec80b0b6ae29c9503493dde7393b722eafdf5a50b02",
    "output": "8a9a2f3c7f085b65933594309041fc1898d42d0858e59f90814ae90571a6df60"
    "356f4610bf816f27afdd84f47719e480906d27ecd994985890e5f539e7ea74b6",
}
VOPRF = [{name: bytes.fromhex(value) for name, value in v.items()} for v in (vectors.VOPRF, SECOND)]

# Test vector 3, two elements with one proof. The server never issues batches, so only the elements are
# compared with its code; the browser's library checks the proof.
BATCH = {
    "inputs": [VOPRF[0]["input"], VOPRF[1]["input"]],
    "blinds": [
        VOPRF[0]["blind"],
        bytes.fromhex("222a5e897cf59db8145db8d16e597e8facb80ae7d4e26d9881aa6f61d645fc0e"),
    ],
    "blinded": [
        VOPRF[0]["blinded"],
        bytes.fromhex("90a0145ea9da29254c3a56be4fe185465ebb3bf2a1801f7124bbbadac751e654"),
    ],
    "evaluated": [
        VOPRF[0]["evaluated"],
        bytes.fromhex("cc5ac221950a49ceaa73c8db41b82c20372a4c8d63e5dded2db920b7eee36a2a"),
    ],
}
BATCH_PROOF = bytes.fromhex(
    "cc203910175d786927eeb44ea847328047892ddf8590e723c37205cb74600b0a"
    "5ab5337c8eb4ceae0494c2cf89529dcf94572ed267473d567aeed6ab873dee08"
)
