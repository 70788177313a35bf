@echo off
rem Runs px-plugin with a Java runtime of version 17 or newer: the one in JAVA_HOME, or on the path.
setlocal EnableExtensions DisableDelayedExpansion
set "lib=%~dp0..\lib"

set "java="
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "java=%JAVA_HOME%\bin\java.exe"
if defined java call :check
if not defined java (
  for %%j in (java.exe) do set "java=%%~$PATH:j"
)
if defined java call :check
if defined java goto run
echo px-plugin: a Java runtime is needed, of version 17 or newer 1>&2
echo Install one, for example with "winget install EclipseAdoptium.Temurin.21.JRE", or set JAVA_HOME to its folder. 1>&2
exit /b 2

:run
"%java%" @OPTIONS@ "-Dpx.program=%~0" -cp "%lib%\*" io.powerx.publish.cli.PxPlugin %*
exit /b %errorlevel%

rem Forgets a java that is older than 17; 1.8.0_402 and 17.0.15 are versions. A runtime without a description is tried.
:check
for %%d in ("%java%") do set "release=%%~dpd..\release"
if not exist "%release%" exit /b 0
set "version="
for /f "usebackq tokens=1,2 delims==" %%a in ("%release%") do if "%%a"=="JAVA_VERSION" set "version=%%~b"
for /f "tokens=1 delims=.-+_" %%m in ("%version%") do set "version=%%m"
if not defined version exit /b 0
if %version% lss 17 set "java="
exit /b 0
