#!/usr/bin/env bash
# Installs everything the training code needs on Debian 12 (torch on CPU, fonts, WordNet). Run as root.
# Without libopenblas0-pthread matrix products fall back to a reference BLAS and are 25x slower.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive

runtime=(
  python3-torch python3-onnx python3-numpy python3-scipy python3-pil python3-opencv python3-fonttools wordnet wordnet-base
  libopenblas0-pthread
)

sans=(
  fonts-adf-gillius fonts-adf-ikarius fonts-adf-libris fonts-adf-mekanus fonts-adf-switzera fonts-adf-tribun
  fonts-adf-universalis fonts-adf-verana fonts-allerta fonts-averia-sans-gwf fonts-b612 fonts-beteckna fonts-cabin
  fonts-cantarell fonts-clear-sans fonts-comfortaa fonts-croscore fonts-crosextra-carlito fonts-dejavu fonts-dosis
  fonts-eurofurence fonts-inter fonts-junction fonts-jura fonts-karla fonts-karmilla fonts-lato fonts-liberation
  fonts-manrope fonts-millimetre fonts-mplus fonts-national-park fonts-noto-core fonts-noto-mono fonts-okolaks
  fonts-open-sans fonts-opendin fonts-opendyslexic fonts-oxygen fonts-paratype fonts-play fonts-quicksand
  fonts-roadgeek fonts-roboto-fontface fonts-roboto-slab fonts-routed-gothic fonts-sil-andika fonts-sora
  fonts-tiresias fonts-tuffy fonts-yanone-kaffeesatz
)
serif=(
  fonts-adf-accanthis fonts-adf-baskervald fonts-adf-berenis fonts-adf-irianis fonts-adf-oldania fonts-adf-romande
  fonts-arapey fonts-averia-serif-gwf fonts-cardo fonts-century-catalogue fonts-cmu fonts-crosextra-caladea
  fonts-ebgaramond fonts-essays1743 fonts-fanwood fonts-freefont-ttf fonts-gfs-artemisia fonts-gfs-didot
  fonts-gfs-bodoni-classic fonts-goudybookletter fonts-joscelyn fonts-junicode fonts-levien-museum fonts-lindenhill
  fonts-linuxlibertine fonts-oldstandard fonts-prociono fonts-quattrocento fonts-sil-charis fonts-sil-gentiumplus
  fonts-stix fonts-texgyre fonts-urw-base35 fonts-vollkorn fonts-yrsa-rasa
)
display=(
  fonts-adf-solothurn fonts-aenigma fonts-averia-gwf fonts-bajaderka fonts-bebas-neue fonts-blankenburg fonts-breip
  fonts-cabinsketch fonts-campania fonts-cherrybomb fonts-comic-neue fonts-compagnon fonts-dancingscript
  fonts-dkg-handwriting fonts-dustin fonts-ecolier-court fonts-f500 fonts-fantasma fonts-femkeklaver
  fonts-georgewilliams fonts-gotico-antiqua fonts-havana fonts-humor-sans fonts-isabella fonts-kaushanscript
  fonts-klaudia-berenika fonts-kristi fonts-le-murmure fonts-league-spartan fonts-leckerli-one fonts-lemonada
  fonts-linex fonts-lobster fonts-lobstertwo fonts-radisnoir fonts-rampart fonts-reggae fonts-rocknroll
  fonts-rufscript fonts-sjfonts fonts-solide-mirage fonts-staypuft fonts-summersby fonts-tomsontalks
  fonts-triod-postnaja fonts-ubuntu-title fonts-pc fonts-pc-extra
)
mono=(
  fonts-agave fonts-anonymous-pro fonts-courier-prime fonts-fantasque-sans fonts-firacode fonts-gnutypewriter fonts-go
  fonts-hack fonts-hermit fonts-inconsolata fonts-jetbrains-mono fonts-league-mono fonts-levien-typoscript
  fonts-monofur fonts-monoid fonts-mononoki fonts-ocr-a fonts-ocr-b
)

fonts=()
apt-get update -qq
apt-get install -y --no-install-recommends "${runtime[@]}"
# A font package that a release dropped must not stop the set-up: the renderer works with any hundred families.
for package in "${sans[@]}" "${serif[@]}" "${display[@]}" "${mono[@]}"; do
  if apt-cache show "$package" > /dev/null 2>&1; then fonts+=("$package"); else echo "not available: $package" >&2; fi
done
apt-get install -y --no-install-recommends "${fonts[@]}"
