#!/bin/sh
# Programs from Debian's packages: installed when we are root, named when we are not. $1: venv, run or test.
set -eu

missing=
need() { # need COMMAND-THAT-PROVES-IT PACKAGE…
  proof=$1; shift
  sh -c "$proof" >/dev/null 2>&1 || missing="$missing $*"
}

case $1 in venv) need "python3 -c 'import ensurepip'" python3-venv ;; esac
case $1 in run | test) need "ls /usr/share/tesseract-ocr/*/tessdata/vie.traineddata" tesseract-ocr tesseract-ocr-vie ;; esac
case $1 in test)
  need "command -v chromium" chromium
  need "/sbin/ldconfig -p | grep -q libatomic.so.1" libatomic1 # the driver of playwright is linked to it
  need "command -v soffice" libreoffice-writer-nogui
  need "ls /usr/share/fonts/truetype/croscore/Tinos-Regular.ttf" fonts-croscore
  ;;
esac

[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "apt-get install$missing"
  apt-get update -qq
  # shellcheck disable=SC2086  # a list of package names
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
elif [ "$1" = run ]; then
  echo "Chưa có OCR tiếng Việt: bản quét sẽ báo “cần OCR”. Cài bằng: sudo apt-get install$missing" >&2
elif [ -n "${CI:-}" ] || [ "$1" = venv ]; then
  echo "Thiếu gói: sudo apt-get install$missing" >&2
  exit 1
else
  echo "Thiếu gói (các phép thử cần chúng sẽ được bỏ qua): sudo apt-get install$missing" >&2
fi
